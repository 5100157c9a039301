"""Resetting: back to what was given, and nothing is ever lost on the way."""

import pytest

from kata.curriculum import load
from kata.paths import SOLUTIONS
from kata.reset import ResetError, backup_names, reset_step, reset_task, restore
from kata.skeleton import skeleton
from tests.kata.trees import done_before, write

TASK, STEP = load().task(1), load().step("1.6")
FILE = TASK.files[0]
GIVEN = skeleton((SOLUTIONS / FILE).read_text("utf-8"))


@pytest.fixture
def tree(tmp_path):
    """All done, so that every reset has something to lose."""
    return write(tmp_path / "tree", done_before())


@pytest.fixture
def where(tree, tmp_path):
    return tree, tmp_path / "backups"


def kept(where, name):
    return (where[1] / name / FILE).read_bytes()


def test_a_task_goes_back_and_comes_again(tree, where):
    path = tree / FILE
    mine = path.read_bytes()
    change = reset_task(TASK, *where)
    assert (change.files, change.backup) == ((FILE,), "1-1")
    assert path.read_text("utf-8") == GIVEN, "as it was given"
    assert kept(where, "1-1") == mine
    again = restore("1-1", *where)
    assert path.read_bytes() == mine, "as it was before"
    assert again.backup and kept(where, again.backup) == GIVEN.encode(), "and that is kept, too"
    assert restore("2", *where).backup == "3-before-2-before-1-1", "by its number"
    assert path.read_text("utf-8") == GIVEN


def test_a_task_of_several_modules_goes_back_and_comes_again(tree, where):
    task = load().task(7)
    mine = [(tree / file).read_bytes() for file in task.files]
    change = reset_task(task, *where)
    assert len(change.files) == len(mine) > 1
    restore(change.backup, *where)
    assert [(tree / file).read_bytes() for file in task.files] == mine


def test_a_step_goes_back_and_the_rest_stays(tree, where):
    path = tree / FILE
    path.write_text("# mine\n" + path.read_text("utf-8") + "\n\ndef helper():\n    pass\n", "utf-8")
    mine = path.read_text("utf-8")
    change = reset_step(STEP, *where)
    after = path.read_text("utf-8")
    assert change.backup == "1-1.6" and kept(where, "1-1.6").decode() == mine
    assert 'raise NotImplementedError("step 1.6: Tensor.__truediv__")' in after
    assert after.count("NotImplementedError") == GIVEN.count('"step 1.6:'), "no other step's"
    assert after.startswith("# mine\n") and after.endswith("def helper():\n    pass\n")
    for step in TASK.steps:
        reset_step(step, *where)
    assert path.read_text("utf-8").count("NotImplementedError") == GIVEN.count(
        "NotImplementedError"
    )


def test_what_is_as_it_was_needs_no_backup(tree, where):
    reset_task(TASK, *where)
    change = reset_task(TASK, *where)
    assert (change.files, change.backup) == ((), None)
    assert backup_names(where[1]) == ["1-1"]


@pytest.mark.parametrize(
    ("prefix", "newline", "encoding"),
    [
        ("", "\r\n", "utf-8"),
        ("", "\n", "utf-8-sig"),
        ("# -*- coding: gb18030 -*-\n", "\n", "gb18030"),
    ],
)
def test_a_step_keeps_the_files_encoding(tree, where, prefix, newline, encoding):
    path = tree / FILE
    text = prefix + path.read_text("utf-8").replace("class Tensor", "# 张量\nclass Tensor", 1)
    path.write_bytes(text.replace("\n", newline).encode(encoding))
    reset_step(STEP, *where)
    after = path.read_bytes()
    assert after.decode(encoding).replace("\r\n", "\n").startswith(text[:400])
    assert "step 1.6: Tensor.__neg__" in after.decode(encoding)
    assert (newline == "\n") == (b"\r" not in after)


DAMAGED = {
    "not UTF-8": b"x = '\xff'\n",
    "a syntax error": b"def (:\n",
    "zeros": b"\0\0",
    "a wrong declaration": b"# coding: nonsense\n",
    "no function of the step": b"class Tensor:\n    pass\n",
    "a function twice": GIVEN.encode()
    + b"\n\nclass Tensor:\n    def __neg__(self):\n        return 1\n",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_loses_nothing(tree, where, name):
    path = tree / FILE
    path.write_bytes(DAMAGED[name])
    with pytest.raises(ResetError, match=r"reset 1` puts the whole task back, and keeps a copy"):
        reset_step(STEP, *where)
    assert path.read_bytes() == DAMAGED[name], "untouched"
    change = reset_task(TASK, *where)
    assert path.read_text("utf-8") == GIVEN
    assert kept(where, change.backup) == DAMAGED[name], "as it was, byte for byte"
    restore("1", *where)
    assert path.read_bytes() == DAMAGED[name]


def test_a_missing_file_is_written(tree, where):
    (tree / FILE).unlink()
    with pytest.raises(ResetError, match=r"task1_tensor\.py is missing"):
        reset_step(STEP, *where)
    change = reset_task(TASK, *where)
    assert change.files == (FILE,) and change.backup is None, "there was nothing to keep"
    assert (tree / FILE).read_text("utf-8") == GIVEN


def test_backups_are_in_their_order(tree, where):
    for _ in range(11):
        (tree / FILE).write_text("changed")
        reset_task(TASK, *where)
    assert backup_names(where[1])[-2:] == ["10-1", "11-1"]
    with pytest.raises(ResetError, match=r"no backup 12; the latest are: 7-1, .*, 11-1"):
        restore("12", *where)


def test_a_write_that_fails_leaves_the_file_as_it_was(tree, where, monkeypatch):
    mine = (tree / FILE).read_bytes()
    from kata import reset

    real = reset.replace

    def full(path, content):
        if path.is_relative_to(tree):
            raise OSError("no space left")
        real(path, content)

    monkeypatch.setattr(reset, "replace", full)
    with pytest.raises(OSError, match="no space"):
        reset_task(TASK, *where)
    assert (tree / FILE).read_bytes() == mine == kept(where, "1-1")
