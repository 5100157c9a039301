"""Step 7.1: a character tokenizer."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata.learner import task7_tokenizer
from kata.testing import given, is_a, raises, step
from kata.testing.bpe import assert_ids, assert_text
from kata.testing.tensors import no_side_effects

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PIECES = st.text(st.sampled_from("aAbB zé你好🙂\n\t0!\u0301"), max_size=30)


def tokenizer_of(text):
    tokenizer = task7_tokenizer.CharTokenizer.from_text(text)
    assert is_a(tokenizer, task7_tokenizer.CharTokenizer), "from_text must give a CharTokenizer"
    return tokenizer


def check_ids(tokenizer, text, characters):
    """The ids are the places in `characters`, and decoding gives the text back."""
    expected = [characters.index(character) for character in text]
    vocab = [character.encode() for character in characters]
    assert_ids(tokenizer.encode(text), expected, vocab, f"encode({text!r})")
    assert_text(tokenizer.decode(expected), text, f"decode({expected})")


@step("7.1")
def test_a_tokenizer_that_you_can_check_by_hand():
    """The characters of "hello" are e, h, l, o, with the ids 0 to 3: "hole" is [1, 3, 2, 0]."""
    tokenizer = tokenizer_of("hello")
    assert_text(tokenizer.characters, "ehlo", "characters of 'hello'")
    assert tokenizer.vocab_size == 4, f"vocab_size is {tokenizer.vocab_size}, expected 4"
    check_ids(tokenizer, "hole", "ehlo")
    check_ids(tokenizer, "hello", "ehlo")


@step("7.1")
@given(text=TEXTS)
def test_ids_follow_the_code_points(text):
    """Ids are in the order of the code points, whatever the order in which characters occur."""
    characters = "".join(sorted(set(text)))
    tokenizer = tokenizer_of(text)
    assert_text(tokenizer.characters, characters, f"characters of {text!r}")
    size = tokenizer.vocab_size
    assert size == len(characters), f"vocab_size is {size}, expected {len(characters)}"
    check_ids(tokenizer, text, characters)
    check_ids(tokenizer, text[::-1], characters)


@step("7.1")
@given(known=PIECES, text=PIECES)
def test_any_text_of_known_characters_comes_back(known, text):
    """Decoding gives back every text, not only the one that the tokenizer was made of."""
    tokenizer = tokenizer_of(known + text)
    check_ids(tokenizer, text, "".join(sorted(set(known + text))))


@step("7.1")
def test_characters_are_taken_as_they_are():
    """Case, accents and spaces are kept: A is not a, and é in two code points is two characters."""
    text = "Aa\u00e9e\u0301 \n\r\t\u3000你🙂"
    characters = "\t\n\r Aae\u00e9\u0301\u3000你🙂"
    tokenizer = tokenizer_of(text)
    assert_text(tokenizer.characters, characters, f"characters of {text!r}")
    check_ids(tokenizer, text, characters)


@step("7.1")
def test_empty_texts():
    """An empty text has no ids, and no ids are an empty text; an empty vocabulary is allowed."""
    tokenizer = tokenizer_of("ab")
    check_ids(tokenizer, "ab", "ab")
    check_ids(tokenizer, "", "ab")
    empty = tokenizer_of("")
    assert empty.vocab_size == 0, f"vocab_size of an empty text is {empty.vocab_size}, expected 0"
    check_ids(empty, "", "")


@step("7.1")
@pytest.mark.parametrize("kind", [tuple, np.array], ids=["a tuple", "an array"])
def test_ids_may_come_in_any_sequence(kind):
    """`decode` takes ids from a list, a tuple or an array."""
    assert_text(tokenizer_of("abc").decode(kind([2, 0, 1])), "cab", "decode of [2, 0, 1]")


@step("7.1")
@pytest.mark.parametrize("text", ["ż", "hełlż", "ohż"])
def test_an_unknown_character_is_named(text):
    """A character that the tokenizer does not know is a ValueError that names it."""
    tokenizer = tokenizer_of("helło")
    check_ids(tokenizer, "hełlo", "ehloł")
    with raises(ValueError, mention="ż", what=f"encode({text!r}), where ż is unknown"):
        tokenizer.encode(text)


@step("7.1")
@pytest.mark.parametrize("wrong", [4, 77, -1, -4])
def test_an_unknown_id_is_named(wrong):
    """An id that no character has, negative ones too, is a ValueError that names it."""
    tokenizer = tokenizer_of("hello")
    check_ids(tokenizer, "hell", "ehlo")
    with raises(ValueError, mention=str(wrong), what=f"decode([0, {wrong}]) with 4 characters"):
        tokenizer.decode([0, wrong])


@step("7.1")
def test_tokenizers_do_not_share_what_they_know():
    """Two tokenizers stand side by side, and encoding teaches neither anything new."""
    with no_side_effects():
        first, second = tokenizer_of("abc"), tokenizer_of("cde")
        check_ids(first, "cab", "abc")
        check_ids(second, "dec", "cde")
        check_ids(first, "bca", "abc")
    with raises(ValueError, mention="d", what="encode('d') by a tokenizer of 'abc'"):
        first.encode("d")
