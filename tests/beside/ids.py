"""Ids, handled on the spot as a learner's program would."""


def encoded_again(encode, text):
    """The ids of a text, asked for once more after the list that came first was changed."""
    first = encode(text)
    first[:] = [0] * len(first)
    first.append(1)
    return encode(text)


def decoded(decode, ids):
    """The text of ids that come from an iterator, which can be gone through once."""
    return decode(iter(ids))
