"""Step 7.3: encoding and decoding with byte-pair encoding."""

from functools import cache
from pydoc_data.topics import topics

import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_tokenizer
from kata.testing import given, raises, step
from kata.testing.bpe import assert_ids, assert_text, encoded, learned, vocabulary
from kata.testing.tensors import no_side_effects

BC_BEFORE_AB = [(98, 99), (97, 98)]
UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LETTERS = "abcé "
SMALL_TEXTS = st.text(st.sampled_from(LETTERS), max_size=24)
SAMPLES = {
    "Chinese": "道可道，非常道。名可名，非常名。",
    "emoji": "👩‍👩‍👧 🏳️‍🌈 👍🏽 ok",
    "combining characters": "e\u0301 \u1e9b\u0323 ก็ नमस्ते",
    "white space": " a  b\t\tc\r\n\n d\u00a0e\u3000 \u2028 \x1c\x85  ",
    "right to left": "שלום, عالم!",
    "contractions": "I'll say it's we've they'd 'tis ''quoted'",
    "numbers": "3.14 + ½ = 1e10, Ⅷ ٣",
    "control characters": "\x00a\x7f\ufeff\ufffd\U0010ffff",
    "no words": "   ",
}


@st.composite
def some_merges(draw):
    """Merges of few tokens, so that they get in each other's way; no training need find them."""
    ids, merges = list(LETTERS.encode()), []
    for _ in range(draw(st.integers(1, 9))):
        pair = (draw(st.sampled_from(ids)), draw(st.sampled_from(ids)))
        if pair not in merges:
            merges.append(pair)
            ids.append(255 + len(merges))
    return merges


@cache
def english():
    """Merges that were learned from pages of English."""
    return learned([topics["compound"][:20_000]], 200)


def tokenizer_of(merges, *special_tokens):
    return task7_tokenizer.BPETokenizer(merges, list(special_tokens))


def check(tokenizer, merges, text):
    """The ids are those of the definition, and decoding them gives the text back."""
    ids, vocab = encoded(text, merges), vocabulary(merges)
    assert_ids(tokenizer.encode_ordinary(text), ids, vocab, f"encode_ordinary({text!r})")
    assert_text(tokenizer.decode(ids), text, f"decode of the ids of {text!r}")


@step("7.3")
def test_ids_that_you_can_check_by_hand():
    """With the merges lo and low, "lower low" is [257, 101, 114, 32, 257]: the space stays."""
    tokenizer = tokenizer_of([(108, 111), (256, 119)])
    ids = [257, 101, 114, 32, 257]
    vocab = vocabulary([(108, 111), (256, 119)])
    assert_ids(tokenizer.encode_ordinary("lower low"), ids, vocab, "encode_ordinary('lower low')")
    assert_text(tokenizer.decode(ids), "lower low", f"decode({ids})")


@step("7.3")
@pytest.mark.parametrize(
    ("text", "ids"),
    [("abc", [97, 256]), ("ab", [257]), ("abcab", [97, 256, 257]), ("bcb", [256, 98])],
)
def test_what_was_learned_first_is_merged_first(text, ids):
    """Where bc was learned before ab, "abc" is a|bc: not the leftmost pair, the oldest merge."""
    tokenizer = tokenizer_of(BC_BEFORE_AB)
    ids_found = tokenizer.encode_ordinary(text)
    assert_ids(ids_found, ids, vocabulary(BC_BEFORE_AB), f"encode_ordinary({text!r}), bc before ab")
    assert_text(tokenizer.decode(ids), text, f"decode({ids})")


@step("7.3")
def test_the_longest_token_is_not_what_counts():
    """A token abc is in the vocabulary, but "abc" is a|bc if bc is merged before ab can be."""
    merges = [*BC_BEFORE_AB, (257, 99)]
    check(tokenizer_of(merges), merges, "abc")
    merges = [(97, 98), (99, 100), (98, 99), (97, 258)]
    check(tokenizer_of(merges), merges, "abc abcd bc")


@step("7.3")
def test_a_pair_is_replaced_from_left_to_right():
    """With the merge aa, "aaaaa" is aa|aa|a."""
    for merges in ([(97, 97)], [(97, 97), (97, 256)], [(97, 97), (256, 256), (256, 97)]):
        for text in ("aaa", "aaaaa", "aaaaaaa"):
            check(tokenizer_of(merges), merges, text)


@step("7.3")
def test_no_merge_reaches_across_words():
    """Words are cut as in training: a merge of "a" and a space finds nothing in "a b"."""
    merges = [(97, 32), (32, 98), (98, 49), (97, 39), (98, 33)]
    for text in ("a b", "a a b1", "a's b!b"):
        check(tokenizer_of(merges), merges, text)


@step("7.3")
@given(merges=some_merges(), text=SMALL_TEXTS, examples=50)
def test_ids_are_those_of_the_definition(merges, text):
    """Whatever the merges are, each word is merged in the order in which they were learned."""
    check(tokenizer_of(merges), merges, text)


@step("7.3")
@given(text=UNICODE, examples=30)
def test_every_text_comes_back(text):
    """Decoding what was encoded gives back every Unicode text, exactly."""
    merges = english()
    tokenizer = tokenizer_of(merges)
    ids = tokenizer.encode_ordinary(text)
    assert_text(tokenizer.decode(ids), text, f"decode of {ids}, the ids of {text!r}")
    check(tokenizer, merges, text)


@step("7.3")
@pytest.mark.parametrize("name", SAMPLES)
def test_every_script_comes_back(name):
    """Chinese, emoji, combining characters and all kinds of white space survive, byte for byte."""
    text = SAMPLES[name]
    for merges in ([], learned([text], 12)):
        check(tokenizer_of(merges), merges, text)


@step("7.3")
def test_ids_agree_with_another_library():
    """With the same merges, the ids of pages of English are those of the `tokenizers` library."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    merges = english()
    letters = _letters()
    names = ["".join(letters[byte] for byte in token) for token in vocabulary(merges)]
    assert len(set(names)) == len(names), "the test needs merges that give different tokens"
    vocab = {name: i for i, name in enumerate(names)}
    peer = Tokenizer(models.BPE(vocab, [(names[a], names[b]) for a, b in merges]))
    peer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer = tokenizer_of(merges)
    for text in (topics["compound"][20_000:24_000], SAMPLES["Chinese"], SAMPLES["contractions"]):
        actual, what = tokenizer.encode_ordinary(text), f"encode_ordinary({text[:30]!r} …)"
        assert_ids(actual, peer.encode(text).ids, vocabulary(merges), what)


def _letters():
    """How the library writes the bytes: visible ones as they are, others by what is after 255."""
    visible = {*range(33, 127), *range(161, 173), *range(174, 256)}
    hidden = iter(range(256, 512))
    return [chr(byte if byte in visible else next(hidden)) for byte in range(256)]


@step("7.3")
def test_a_tokenizer_that_was_trained_encodes():
    """What `train` learned is what `encode_ordinary` uses, on texts that it has not seen too."""
    text = "low lower lowest, slow slower"
    tokenizer = task7_tokenizer.BPETokenizer.train(text, 266)
    merges = learned([text], 10)
    for other in (text, "slowest flower", "wer", "慢 low"):
        check(tokenizer, merges, other)


@step("7.3")
@given(ids=st.lists(st.integers(0, 261), max_size=12), examples=30)
def test_bytes_are_joined_before_they_are_decoded(ids):
    """Tokens may hold parts of a character: join the bytes, then decode them, with replacement."""
    merges = [(228, 189), (256, 160), (97, 228), (189, 160)]
    vocab = vocabulary(merges, ["<s>", "终"])
    expected = b"".join(vocab[i] for i in ids).decode("utf-8", errors="replace")
    text = tokenizer_of(merges, "<s>", "终").decode(ids)
    assert_text(text, expected, f"decode({ids}), the bytes {b''.join(vocab[i] for i in ids)}")


@step("7.3")
@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ([228, 189, 160], "你"),
        ([97, 228, 189, 98], "a\ufffdb"),
        ([255], "\ufffd"),
        ([240, 159, 153, 130, 33], "🙂!"),
        ([160, 97], "\ufffda"),
    ],
)
def test_what_is_no_utf8_is_replaced(ids, text):
    """A character of three tokens is one character, and bytes that are no text become \\ufffd."""
    assert_text(tokenizer_of([]).decode(ids), text, f"decode({ids})")


@step("7.3")
def test_special_tokens_are_text_to_encode_ordinary():
    """`encode_ordinary` never gives a special token; `decode` gives its name."""
    merges = [(60, 115), (256, 62)]
    tokenizer = tokenizer_of(merges, "<s>", "low")
    for text in ("<s>", "low<s>low", "a<s", "<s> low"):
        check(tokenizer, merges, text)
    assert_text(tokenizer.decode([258, 97, 259, 258]), "<s>alow<s>", "decode([258, 97, 259, 258])")


@step("7.3")
def test_empty_texts_and_ids():
    """An empty text has no ids, and no ids are an empty text."""
    tokenizer = tokenizer_of(BC_BEFORE_AB)
    check(tokenizer, BC_BEFORE_AB, "abc")
    check(tokenizer, BC_BEFORE_AB, "")


@step("7.3")
def test_the_list_of_ids_belongs_to_the_caller():
    """Who changes the list that came back changes nothing about the next one."""
    vocab, text = vocabulary(BC_BEFORE_AB), "abc"
    tokenizer = tokenizer_of(BC_BEFORE_AB)
    ids = learner.beside("ids").encoded_again(tokenizer.encode_ordinary, text)
    assert_ids(ids, [97, 256], vocab, "encode_ordinary('abc') after the first list was changed")


@step("7.3")
def test_ids_may_come_in_any_iterable():
    """`decode` takes a tuple and an iterator as well as a list."""
    decode = tokenizer_of(BC_BEFORE_AB).decode
    assert_text(decode((97, 256)), "abc", "decode((97, 256))")
    assert_text(learner.beside("ids").decoded(decode, [97, 256]), "abc", "decode of an iterator")


@step("7.3")
@pytest.mark.parametrize("wrong", [259, 1234, -1, -259])
def test_an_unknown_id_is_named(wrong):
    """An id that no token has, negative ones too, is a ValueError that names it."""
    tokenizer = tokenizer_of(BC_BEFORE_AB, "<s>")
    assert_text(tokenizer.decode([258, 256, 0]), "<s>bc\x00", "decode([258, 256, 0])")
    with raises(ValueError, mention=str(wrong), what=f"decode([97, {wrong}]) with 259 tokens"):
        tokenizer.decode([97, wrong])


@step("7.3")
@pytest.mark.parametrize(("text", "position"), [("abc \ud83d", 4), ("\udc00a", 0)])
def test_half_a_surrogate_pair_is_refused(text, position):
    """A text that UTF-8 cannot express is a ValueError that names the position."""
    tokenizer = tokenizer_of(BC_BEFORE_AB)
    check(tokenizer, BC_BEFORE_AB, "abc")
    with raises(ValueError, mention=str(position), what=f"encode_ordinary({text!a})"):
        tokenizer.encode_ordinary(text)


@step("7.3")
def test_encoding_has_no_side_effects():
    """Words met before do not change what comes later, and two tokenizers do not share them."""
    others = [(97, 98), (98, 99)]
    with no_side_effects():
        first, second = tokenizer_of(BC_BEFORE_AB), tokenizer_of(others)
        for text in ("abc abc", "abc", "bcab abc", "abc abc"):
            check(first, BC_BEFORE_AB, text)
            check(second, others, text)
