"""Step 7.4: special tokens, and files."""

import json

import pytest
from hypothesis import strategies as st

from kata.learner import task7_tokenizer
from kata.testing import given, is_a, raises, step
from kata.testing.bpe import assert_ids, assert_text, encoded, vocabulary
from kata.testing.tensors import no_side_effects

MERGES = [(97, 98), (60, 115), (257, 62), (115, 62)]  # ab, and <s, <s>, s>: parts of a name
NAMES = ["<s>", "<s>s", "|", "a.b", "终"]
FILE = {"version": 1, "merges": [[98, 99], [97, 256]], "special_tokens": ["<s>", "终"]}


def tokenizer_of(*special_tokens, merges=MERGES):
    return task7_tokenizer.BPETokenizer(merges, list(special_tokens))


def check(tokenizer, names, pieces, allowed):
    """The text that the pieces make: names of special tokens, whose ids are expected, and texts."""
    text, ids = "".join(pieces), []
    for piece in pieces:
        special = piece in names and (allowed == "all" or piece in allowed)
        ids += [256 + len(MERGES) + names.index(piece)] if special else encoded(piece, MERGES)
    what = f"encode({text!r}, allowed_special={allowed!r})"
    assert_ids(tokenizer.encode(text, allowed), ids, vocabulary(MERGES, names), what)
    assert_text(tokenizer.decode(ids), text, f"decode of the ids of {text!r}")


@step("7.4")
def test_special_tokens_that_you_can_check_by_hand():
    """With "<s>" allowed, "a<s>b" is [97, 256, 98]; else it is the bytes of its characters."""
    tokenizer, vocab = tokenizer_of("<s>", merges=[]), vocabulary([], ["<s>"])
    for allowed, ids in (
        ("all", [97, 256, 98]),
        (["<s>"], [97, 256, 98]),
        ([], [97, 60, 115, 62, 98]),
    ):
        what = f"encode('a<s>b', allowed_special={allowed!r})"
        assert_ids(tokenizer.encode("a<s>b", allowed_special=allowed), ids, vocab, what)
    assert_ids(tokenizer.encode("a<s>b"), [97, 60, 115, 62, 98], vocab, "encode('a<s>b')")


@step("7.4")
@pytest.mark.parametrize(
    "pieces",
    [
        ["<s>"],
        ["<s>", "<s>"],
        ["ab", "<s>", "ab"],
        ["<s>", "ab"],
        ["ab", "<s>"],
        ["ab ", "<s>", " ab"],
        ["a", "<s>", "b"],
        ["<", "<s>", ">"],
        ["a\n", "<s>", "\nb", "<s>", ""],
        ["你", "<s>", "好"],
    ],
)
def test_special_tokens_are_never_split(pieces):
    """An allowed special token is one id wherever it stands, whatever the merges are."""
    tokenizer = tokenizer_of("<s>")
    for allowed in ("all", ["<s>"], ("<s>",), {"<s>"}):
        check(tokenizer, ["<s>"], pieces, allowed)


@step("7.4")
def test_a_name_inside_a_word_is_found():
    """The text is cut before it is encoded: no merge hides a special token inside a word."""
    check(tokenizer_of("b"), ["b"], ["a", "b", "c"], "all")  # ab is a merge
    check(tokenizer_of("b"), ["b"], ["abc"], [])


@step("7.4")
@pytest.mark.parametrize("text", ["<s>", "ab<s>ab", "<s><s>", "a <s>"])
def test_special_tokens_are_never_made_of_plain_text(text):
    """Unless it is allowed, the name of a special token is text, though merges may spell it."""
    names = ["<s>", "</s>"]
    tokenizer, vocab, ids = tokenizer_of(*names), vocabulary(MERGES, names), encoded(text, MERGES)
    assert_ids(tokenizer.encode(text), ids, vocab, f"encode({text!r}), where nothing is allowed")
    for allowed in ([], (), ["</s>"]):
        what = f"encode({text!r}, allowed_special={allowed!r})"
        assert_ids(tokenizer.encode(text, allowed), ids, vocab, what)


@step("7.4")
@pytest.mark.parametrize("names", [["<s>", "<s>s"], ["<s>s", "<s>"]])
def test_the_longer_of_two_names_counts(names):
    """Where one name begins with another the longer one is found, if it is allowed."""
    tokenizer = tokenizer_of(*names)
    for allowed in ("all", names, names[::-1]):
        check(tokenizer, names, ["a", "<s>s", "b", "<s>", "<s>s", "<s>"], allowed)
    check(tokenizer, names, ["a", "<s>", "s", "b"], ["<s>"])
    check(tokenizer, names, ["a<s>", "<s>s"], ["<s>s"])


@step("7.4")
@pytest.mark.parametrize("names", [["<s>", ">ab<"], [">ab<", "<s>"]])
def test_of_two_names_that_overlap_the_left_one_counts(names):
    """Where two names overlap, the one that begins further left is found, longer or not."""
    tokenizer = tokenizer_of(*names)
    check(tokenizer, names, ["<s>", "ab<"], "all")
    check(tokenizer, names, ["a", ">ab<", "s>"], "all")


@step("7.4")
@given(
    pieces=st.lists(
        st.one_of(st.sampled_from(NAMES), st.text(st.sampled_from("xyé 你\n"), max_size=5)),
        max_size=8,
    ),
    allowed=st.one_of(st.just("all"), st.sets(st.sampled_from(["|", "a.b", "终"]))),
    examples=40,
)
def test_what_is_between_special_tokens_is_encoded_by_itself(pieces, allowed):
    """The parts around special tokens are encoded each for itself, with white space and all."""
    names = ["|", "a.b", "终"] if allowed != "all" else NAMES
    merged = [""]  # neighbouring texts are one text, and so are names that are not allowed
    for piece in pieces:
        if piece in names and (allowed == "all" or piece in allowed):
            merged += [piece, ""]
        else:
            merged[-1] += piece
    check(tokenizer_of(*NAMES), NAMES, merged, allowed)


@step("7.4")
@pytest.mark.parametrize(
    "name", ["<|endoftext|>", "a.b", "[x]", "(?)", "\\d", "a+", "^", "x y", "终"]
)
def test_names_are_taken_literally(name):
    """A name may hold any characters, those with a meaning in patterns as well."""
    tokenizer = tokenizer_of(name)
    for pieces in (["a", name, "b"], ["axb x 1 aa endoftext"], [name, name, "axb"]):
        check(tokenizer, [name], pieces, "all")


@step("7.4")
def test_empty_texts():
    """An empty text has no ids, whatever is allowed."""
    tokenizer = tokenizer_of("<s>")
    check(tokenizer, ["<s>"], ["<s>"], "all")
    for allowed in ("all", []):
        check(tokenizer, ["<s>"], [], allowed)
    check(tokenizer_of(), [], ["ab"], "all")


@step("7.4")
@pytest.mark.parametrize("allowed", [["<t>"], ["<s>", "<t>"], {"<t>"}])
def test_an_unknown_special_token_is_named(allowed):
    """Allowing a name that is no special token is a ValueError, even if it does not occur."""
    tokenizer = tokenizer_of("<s>")
    check(tokenizer, ["<s>"], ["ab", "<s>"], ["<s>"])
    for text in ("ab<t>", "ab", ""):
        with raises(ValueError, mention="<t>", what=f"encode({text!r}, {allowed!r})"):
            tokenizer.encode(text, allowed)


@step("7.4")
def test_half_a_surrogate_pair_is_refused():
    """The position that the ValueError names is that in the whole text."""
    tokenizer = tokenizer_of("<s>")
    check(tokenizer, ["<s>"], ["ab", "<s>"], "all")
    for allowed in ("all", []):
        with raises(ValueError, mention="5", what=r"encode('ab<s>\ud83d')"):
            tokenizer.encode("ab<s>\ud83d", allowed)


def assert_same(loaded, merges, names):
    """The tokenizer has these merges and special tokens, and encodes with them."""
    assert is_a(loaded, task7_tokenizer.BPETokenizer), "load must give a BPETokenizer"
    found = [tuple(pair) for pair in loaded.merges]
    assert found == merges, f"after loading, merges is {found}, expected {merges}"
    ids = {name: 256 + len(merges) + i for i, name in enumerate(names)}
    special = loaded.special_tokens
    assert special == ids, f"after loading, special_tokens is {special}, expected {ids}"
    vocab = vocabulary(merges, names)
    assert loaded.vocab == vocab, "after loading, `vocab` is another"
    assert loaded.vocab_size == len(vocab), f"after loading, vocab_size is {loaded.vocab_size}"
    text = "abc ab" + "".join(names)
    expected = encoded("abc ab", merges) + list(ids.values())
    actual = loaded.encode(text, allowed_special="all")
    assert_ids(actual, expected, vocab, f"after loading, encode({text!r})")


@step("7.4")
@pytest.mark.parametrize("merges", [[], MERGES, [(98, 99), (97, 98), (228, 189)]])
@pytest.mark.parametrize("names", [[], ["<s>"], ["z", "终", '"\\', "\n", "🙂", "A"]])
def test_what_was_saved_is_loaded(tmp_path, merges, names):
    """A tokenizer that was saved and loaded has the same merges, names and ids, in order."""
    path = str(tmp_path / "tokenizer.json")
    tokenizer = tokenizer_of(*names, merges=merges)
    tokenizer.save(path)
    assert_same(task7_tokenizer.BPETokenizer.load(path), merges, names)
    assert_same(tokenizer, merges, names)


@step("7.4")
def test_the_file_is_json(tmp_path):
    """A file is JSON in UTF-8: "version": 1, "merges" and "special_tokens" in their order."""
    path = tmp_path / "tokenizer.json"
    tokenizer_of("<s>", "终", merges=[(98, 99), (97, 256)]).save(str(path))
    content = json.loads(path.read_text("utf-8"))
    assert content == FILE, f"the file holds {content}, expected {FILE}"
    path.write_text(json.dumps(FILE, indent=1), "utf-8")
    loaded = task7_tokenizer.BPETokenizer.load(str(path))
    assert_same(loaded, [(98, 99), (97, 256)], ["<s>", "终"])


@step("7.4")
def test_saving_again_replaces_the_file(tmp_path):
    """What is saved to a file that is there already takes its place entirely."""
    path = str(tmp_path / "tokenizer.json")
    for merges, names in ((MERGES, NAMES), ([(97, 98)], ["<s>"])):
        tokenizer_of(*names, merges=merges).save(path)
        assert_same(task7_tokenizer.BPETokenizer.load(path), merges, names)


@step("7.4")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no JSON {",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"{}",
        json.dumps({**FILE, "version": 2}).encode(),
        json.dumps({key: FILE[key] for key in ("version", "merges")}).encode(),
        json.dumps({key: FILE[key] for key in ("version", "special_tokens")}).encode(),
        json.dumps({key: FILE[key] for key in ("merges", "special_tokens")}).encode(),
        json.dumps({**FILE, "merges": [[97, 300]]}).encode(),
        json.dumps({**FILE, "merges": 3}).encode(),
        json.dumps({**FILE, "merges": [["a", "b"]]}).encode(),
        json.dumps({**FILE, "special_tokens": ["<s>", "<s>"]}).encode(),
        json.dumps({**FILE, "special_tokens": None}).encode(),
    ],
)
def test_another_file_is_refused(tmp_path, content):
    """A file that holds no tokenizer is a ValueError that names the file."""
    path = tmp_path / "other-file.json"
    path.write_text(json.dumps(FILE), "utf-8")
    load = task7_tokenizer.BPETokenizer.load
    assert_same(load(str(path)), [(98, 99), (97, 256)], ["<s>", "终"])
    path.write_bytes(content)
    with raises(ValueError, mention="other-file.json", what=f"load of a file with {content!r}"):
        load(str(path))


@step("7.4")
def test_a_missing_file_is_said_to_be_missing(tmp_path):
    """A file that is not there is a FileNotFoundError, as everywhere in Python."""
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(FILE), "utf-8")
    load = task7_tokenizer.BPETokenizer.load
    assert_same(load(str(path)), [(98, 99), (97, 256)], ["<s>", "终"])
    with raises(FileNotFoundError, what="load of a file that is not there"):
        load(str(tmp_path / "nothing.json"))


@step("7.4")
def test_special_tokens_and_files_have_no_side_effects(tmp_path):
    """Nothing is printed, and what was allowed once is not allowed the next time."""
    path = str(tmp_path / "tokenizer.json")
    with no_side_effects():
        tokenizer = tokenizer_of("<s>", "</s>")
        for allowed in ("all", [], ["</s>"], "all", ["<s>"]):
            check(tokenizer, ["<s>", "</s>"], ["ab", "</s>"], allowed)
        tokenizer.save(path)
        assert_same(task7_tokenizer.BPETokenizer.load(path), MERGES, ["<s>", "</s>"])
