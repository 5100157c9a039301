"""Step 7.2: training byte-pair encoding."""

import json
import re
from pydoc_data.topics import topics

import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_tokenizer
from kata.testing import given, is_a, raises, step
from kata.testing.bpe import assert_merges, learned, learning, vocabulary
from kata.testing.tensors import no_side_effects

# Few letters, so that ties and overlaps abound; "!" stands alone and cuts words.
SMALL_TEXTS = st.sampled_from(["a", "ab", "ab!", "aab b!", "abc ", "é你b "]).flatmap(
    lambda letters: st.text(st.sampled_from(letters), max_size=40)
)


def train(text, vocab_size, *special_tokens):
    """The trained tokenizer, and the messages of what it warned of."""
    function = task7_tokenizer.BPETokenizer.train
    tokenizer, warned = learner.beside("warned").warned(
        function, text, vocab_size, *([list(special_tokens)] if special_tokens else [])
    )
    assert is_a(tokenizer, task7_tokenizer.BPETokenizer), "train must give a BPETokenizer"
    return tokenizer, warned


def check(text, merges, vocab_size, what):
    """Training on the text gives these merges."""
    tokenizer, _ = train(text, vocab_size)
    assert learned([text], vocab_size - 256) == merges, "the test is wrong about its own example"
    assert_merges(tokenizer.merges, [text], vocab_size - 256, f"trained on {text!r}, {what}")


def check_vocabulary(tokenizer, merges, *names):
    """All ids are where they belong."""
    expected = vocabulary(merges, names)
    vocab = tokenizer.vocab
    assert type(vocab) is list, f"`vocab` must be a list of bytes, not a {type(vocab).__name__}"
    for i, (token, bytes_) in enumerate(zip(vocab, expected, strict=False)):
        assert token == bytes_, (
            f"token {i} in `vocab` is {token!r}, expected {bytes_!r}: first the 256 bytes, then "
            "the merges as learned, then the special tokens"
        )
    assert len(vocab) == len(expected), f"`vocab` has {len(vocab)} tokens, not {len(expected)}"
    size = tokenizer.vocab_size
    assert size == len(expected), f"vocab_size is {size}, expected {len(expected)}"
    special = {name: 256 + len(merges) + i for i, name in enumerate(names)}
    found = tokenizer.special_tokens
    assert found == special, f"special_tokens is {found}, expected {special}"


@step("7.2")
def test_merges_that_you_can_check_by_hand():
    """In "low lower lowest" lo comes first (3 times, and smaller than ow), then low."""
    check("low lower lowest", [(108, 111), (256, 119)], 258, "up to 258 tokens")
    tokenizer, warned = train("low lower lowest", 258)
    check_vocabulary(tokenizer, [(108, 111), (256, 119)])
    assert not warned, f"258 tokens were reached, but it warns: {warned}"


@step("7.2")
def test_merges_build_on_merges():
    """In "aaabdaaabac" aa is merged first (4 times), then ab, then both to aaab."""
    check("aaabdaaabac", [(97, 97), (97, 98), (256, 257)], 259, "up to 259 tokens")


@step("7.2")
def test_ids_are_bytes_then_merges_then_special_tokens():
    """Ids 0 to 255 are the bytes, then come the merges in their order, then special tokens."""
    tokenizer, _ = train("low lower lowest", 260, "<|end|>", "你好")
    merges = [(108, 111), (256, 119)]
    assert_merges(tokenizer.merges, ["low lower lowest"], 2, "260 tokens, of which 2 are special")
    check_vocabulary(tokenizer, merges, "<|end|>", "你好")


@step("7.2")
def test_a_tokenizer_is_made_of_merges_and_special_tokens():
    """`BPETokenizer(merges, special_tokens)` has them, and the bytes of every token."""
    merges = [(98, 99), (97, 256), (228, 189), (257, 257)]
    tokenizer = task7_tokenizer.BPETokenizer(merges, ["<s>", "</s>"])
    assert [tuple(pair) for pair in tokenizer.merges] == merges, "`merges` must hold what was given"
    check_vocabulary(tokenizer, merges, "<s>", "</s>")
    check_vocabulary(task7_tokenizer.BPETokenizer([]), [])


@step("7.2")
def test_pairs_are_counted_where_they_overlap():
    """ "zzz" holds (z, z) twice, at the first z and at the second: more than "ab" once."""
    check("zzz!ab", [(122, 122)], 257, "where zz occurs twice and ab once")


@step("7.2")
@pytest.mark.parametrize(
    ("text", "merge"),
    [("ba!ab", (97, 98)), ("ac!ab", (97, 98)), ("xy!ab!yx", (97, 98)), ("éb!ab", (97, 98))],
)
def test_ties_go_to_the_smaller_pair_of_ids(text, merge):
    """Of equally frequent pairs the smaller pair of ids is merged, not the one that came first."""
    check(text, [merge], 257, "where all pairs are equally frequent")


@step("7.2")
def test_ties_are_decided_by_ids_and_not_by_letters():
    """A pair of merged tokens has large ids: of equals it comes after any pair of bytes."""
    check("aab!aab!yz!yz", [(97, 97), (121, 122), (256, 98)], 259, "where aa|b and y|z tie")


@step("7.2")
def test_a_pair_is_replaced_from_left_to_right():
    """ "aaa" becomes (aa) a, so the next merge is that of (256, 97)."""
    check("aaa", [(97, 97), (256, 97)], 258, "up to 258 tokens")
    check("babab", [(97, 98), (98, 256), (257, 256)], 259, "up to 259 tokens")


@step("7.2")
def test_a_word_counts_as_often_as_it_occurs():
    """yz in one word that occurs three times beats ab in two words that occur once."""
    check("yz!yz!yz!abc!dab", [(121, 122)], 257, "where yz occurs three times and ab twice")


@step("7.2")
def test_counts_follow_the_merges():
    """Once bc is merged there is no ab left in abc: (a, bc) comes next."""
    text = "abc!abc!abc!bcx"
    check(text, [(98, 99), (97, 256)], 258, "where bc is merged first, and no ab is left")
    text = "abcd!abcd!xbc!cdy!cdz!aby"
    check(text, [(99, 100), (97, 98), (257, 256)], 259, "where cd and then ab are merged")


@step("7.2")
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ab ab ab", [b"ab", b" ab"]),
        ("a1 a1 a1", [b" a"]),
        ("a's a's a's", [b"'s", b" a"]),
        ("do!!do!!do", [b"do", b"!!"]),
        ("你,你,你", [b"\xbd\xa0", b"\xe4\xbd\xa0"]),
    ],
)
def test_nothing_is_merged_across_words(text, tokens):
    """Words end before a space, between letters, digits and signs, and before 's: no pair there."""
    tokenizer, _ = train(text, 300)
    assert_merges(tokenizer.merges, [text], 44, f"trained on {text!r}")
    found = tokenizer.vocab[256:]
    assert found == tokens, f"trained on {text!r}, the new tokens are {found}, expected {tokens}"


@step("7.2")
def test_the_alphabet_is_bytes():
    """A Chinese character is three bytes, which are merged like letters."""
    check("你!你!们", [(189, 160), (228, 256)], 258, "where 你 is the bytes 228, 189, 160")


@step("7.2")
@given(text=SMALL_TEXTS, wanted=st.integers(0, 12), examples=40)
def test_merges_are_those_of_the_definition(text, wanted):
    """The merges are those found when all pairs are counted anew each time."""
    tokenizer, _ = train(text, 256 + wanted)
    assert_merges(tokenizer.merges, [text], wanted, f"trained up to {256 + wanted} tokens")
    check_vocabulary(tokenizer, learned([text], wanted))


@step("7.2")
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_can_be_trained_on(text):
    """Whatever characters the text has, the definition holds."""
    tokenizer, _ = train(text, 266)
    assert_merges(tokenizer.merges, [text], 10, "trained up to 266 tokens")


@step("7.2")
@given(text=SMALL_TEXTS, fewer=st.integers(0, 8), more=st.integers(0, 8))
def test_fewer_merges_are_the_first_ones(text, fewer, more):
    """A smaller vocabulary has the first of the merges of a larger one."""
    small, large = (train(text, 256 + n)[0].merges for n in (fewer, fewer + more))
    assert_merges(large, [text], fewer + more, f"trained up to {256 + fewer + more} tokens")
    assert large[:fewer] == small, f"with {256 + fewer} tokens the merges are {small}, not a start"


@step("7.2")
def test_merges_agree_with_another_library():
    """Trained on pages of English, the merges are those of the `tokenizers` library."""
    wanted, text = 60, topics["compound"].encode("ascii", "ignore").decode()
    tokenizer, _ = train(text, 256 + wanted)
    vocab = tokenizer.vocab
    own = [(vocab[a].decode(), vocab[b].decode()) for a, b in tokenizer.merges]
    assert len(own) == wanted, f"there are {len(own)} merges, expected {wanted}"
    library = _by_library(text, wanted)
    for number, (pair, counts) in enumerate(learning([text], wanted)):
        if own[number] != library[number]:
            tie = list(counts.values()).count(counts[pair]) > 1
            assert tie, f"merge {number} is {own[number]}, the library's is {library[number]}"
            return  # it breaks ties in a way of its own, and what follows may differ as well


def _by_library(text, wanted):
    """The merges of the library, as pairs of texts: it writes a space as Ġ, a new line as Ċ."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    peer = Tokenizer(models.BPE())
    peer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    peer.train_from_iterator(
        [text],
        trainers.BpeTrainer(
            vocab_size=256 + wanted, initial_alphabet=alphabet, show_progress=False
        ),
    )
    merges = json.loads(peer.to_str())["model"]["merges"]
    return [tuple(part.replace("Ġ", " ").replace("Ċ", "\n") for part in pair) for pair in merges]


@step("7.2")
def test_rare_pairs_are_merged_too():
    """A pair that occurs once is merged if the vocabulary has room for it."""
    tokenizer, warned = train("abcd", 259)
    assert_merges(tokenizer.merges, ["abcd"], 3, "trained on 'abcd' up to 259 tokens")
    assert not warned, f"259 tokens were reached, but it warns: {warned}"


@step("7.2")
def test_it_stops_early_and_says_so():
    """Where no pair is left, training stops with a warning that says how many merges there are."""
    tokenizer, warned = train("abcdefgh", 1000, "<s>")
    merges = learned(["abcdefgh"], 700)
    assert_merges(tokenizer.merges, ["abcdefgh"], 700, "trained on 'abcdefgh'")
    check_vocabulary(tokenizer, merges, "<s>")
    assert warned, "only 7 of 743 merges were found: say so with warnings.warn"
    said = any(re.search(r"\b7\b", message) for message in warned)
    assert said, f"the warning must say that there are 7 merges, but it says {warned}"
    tokenizer, warned = train("", 300)
    check_vocabulary(tokenizer, [])
    assert warned, "nothing can be merged in an empty text: say so with warnings.warn"


@step("7.2")
@given(
    parts=st.lists(st.text(st.sampled_from("ab <s>."), max_size=12), min_size=1, max_size=4),
    names=st.sampled_from([("<s>",), ("<s>", "<s>s"), ("a.b", "|"), ("<|end|>", "<s>")]),
    examples=40,
)
def test_special_tokens_are_cut_out_of_the_text(parts, names):
    """The text on both sides of a special token is trained on, each by itself, the name is not."""
    text = names[-1].join(parts)
    tokenizer, _ = train(text, 256 + len(names) + 8, *names)
    what = "trained on `parts`, joined by the last of `names`, which are special tokens"
    assert_merges(tokenizer.merges, _between(text, names), 8, what)


def _between(text, names):
    """What is left of a text when the names are cut out, the longest first, from left to right."""
    parts, place = [""], 0
    while place < len(text):
        found = max((n for n in names if text.startswith(n, place)), key=len, default=None)
        if found:
            parts.append("")
        else:
            parts[-1] += text[place]
        place += len(found) if found else 1
    return parts


@step("7.2")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a<s>b!a<s>b", ["<s>"]),
        ("a<|s|>b!a<|s|>b", ["<|s|>"]),
        ("xyzw", ["xy", "xyz"]),
        ("xyzw", ["xyz", "xy"]),
    ],
)
def test_nothing_is_learned_across_or_from_special_tokens(text, names):
    """The two sides of a special token never meet, and the longer of two names is the one cut."""
    kept, _ = train(text + "no", 257 + len(names), *names)
    parts = _between(text + "no", names)
    assert_merges(kept.merges, parts, 1, f"trained on {text + 'no'!r}, special: {names}")
    tokenizer, _ = train(text, 300, *names)
    found = tokenizer.merges
    assert found == [], f"trained on {text!r}, special: {names}, the merges are {found}, not []"


@step("7.2")
def test_the_vocabulary_has_exactly_the_size_asked_for():
    """`vocab_size` counts everything; less than the bytes and the special tokens is refused."""
    for names in ([], ["<s>"], ["<s>", "</s>"]):
        least = 256 + len(names)
        for vocab_size in (least, least + 1, least + 3):
            tokenizer, _ = train("low lower lowest", vocab_size, *names)
            check_vocabulary(tokenizer, learned(["low lower lowest"], vocab_size - least), *names)
        with raises(ValueError, mention=str(least), what=f"train up to {least - 1} tokens"):
            train("low lower lowest", least - 1, *names)


@step("7.2")
@pytest.mark.parametrize("names", [["<s>", "<s>"], [""], ["<s>", ""], ["a", "b", "a"]])
def test_special_tokens_must_be_different_and_not_empty(names):
    """A special token that is given twice, or is empty, is a ValueError, also in training."""
    tokenizer, _ = train("low", 258, "<s>")
    check_vocabulary(tokenizer, [(108, 111)], "<s>")
    with raises(ValueError, what=f"train with the special tokens {names}"):
        train("low", 300, *names)
    with raises(ValueError, what=f"BPETokenizer with the special tokens {names}"):
        task7_tokenizer.BPETokenizer([], names)


@step("7.2")
@pytest.mark.parametrize(
    "merges",
    [
        [(97, 256)], [(256, 97)], [(300, 97)], [(97, 98), (97, 257)], [(97, 98), (257, 97)],
        [(-1, 97)], [(97, -1)], [(97, 98), (97, 98)],
    ],
)  # fmt: skip
def test_merges_that_can_not_be_are_refused(merges):
    """A merge of ids that are not there yet, or of the same pair again, is a ValueError."""
    allowed = [(97, 98), (97, 256), (0, 97), (97, 0), (0, 0)]
    check_vocabulary(task7_tokenizer.BPETokenizer(allowed), allowed)
    with raises(ValueError, what=f"BPETokenizer({merges})"):
        task7_tokenizer.BPETokenizer(merges)


@step("7.2")
@pytest.mark.parametrize(
    ("text", "position"), [("low \ud83d", 4), ("\udc00", 0), ("low lower \ud83d!", 10)]
)
def test_half_a_surrogate_pair_is_refused(text, position):
    """A text that UTF-8 cannot express is a ValueError that names the position."""
    check("low low", [(108, 111)], 257, "up to 257 tokens")
    with raises(ValueError, mention=str(position), what=f"train on {text!a}"):
        train(text, 260)


@step("7.2")
def test_training_has_no_side_effects():
    """Nothing is printed, no random numbers are drawn, and two trainings do not know each other."""
    with no_side_effects():
        for text in ("low lower lowest", "ba!ab!ba", "low lower lowest"):
            tokenizer, _ = train(text, 260)
            assert_merges(tokenizer.merges, [text], 4, f"trained on {text!r}")
