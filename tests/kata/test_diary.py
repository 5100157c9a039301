"""The diary: nothing that was written gets lost, and what it says is what happened."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kata import diary
from kata.commands.history import duration, sparkline
from kata.diary import Entry, add, add_tries, fingerprint, hints_taken, points, read, record
from kata.judging.outcomes import TestOutcome
from kata.paths import ROOT
from kata.reports.screen import open_screen
from tests.kata.trees import done_before, only_wrong, write

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TRY = Entry(NOON, "try", "1.1", code="a", points=2.0)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state" / "diary.jsonl"


def test_what_is_written_is_read(file):
    entries = [TRY, Entry(NOON, "hint", "1.2", number=3), Entry(NOON, "reveal", "1.3")]
    for entry in entries:
        add(entry, file)
    assert read(file) == entries
    assert all(json.loads(line)["version"] == 1 for line in file.read_text().splitlines())


def test_no_diary_yet(file):
    assert read(file) == []


@pytest.mark.parametrize(
    "damage",
    [b'{"version": 1, "at": "2026-03', b"\xff\xfe\n", b'{"version": 2}\n', b"[1]\n", b"7\n", b"\n"],
)
def test_a_torn_or_foreign_line_costs_itself_alone(file, damage):
    add(TRY, file)
    with file.open("ab") as end:
        end.write(damage)
    add(replace(TRY, step="1.2"), file)
    assert [entry.step for entry in read(file)] == ["1.1", "1.2"]


def test_several_graders_write_at_once(file):
    code = (
        "import sys; from pathlib import Path; from kata.diary import *\n"
        "for n in range(50): add(Entry(now(), 'hint', sys.argv[2], number=n), Path(sys.argv[1]))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, file, f"1.{n}"], cwd=ROOT) for n in range(3)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    for n in range(3):
        numbers = [entry.number for entry in read(file) if entry.step == f"1.{n}"]
        assert numbers == list(range(50)), "every entry, whole and in order"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_where_it_cannot_be_written_the_grader_goes_on(tmp_path):
    tmp_path.chmod(0o500)
    add(TRY, tmp_path / "state" / "diary.jsonl")


def test_a_folder_in_its_place_is_no_harm(file):
    file.mkdir(parents=True)
    add(TRY, file)
    assert read(file) == []


def words(verdicts):
    return {step: [TestOutcome("t", step, "", word, 0.1)] for step, word in verdicts.items()}


def test_a_try_is_judged_code_that_had_changed(tmp_path, file):
    tree = write(tmp_path / "tree", done_before("1.2"))
    outcomes = words({"1.1": "passed", "1.2": "todo"})
    add_tries(outcomes, tree, file)
    assert [(e.step, e.done, e.points) for e in read(file)] == [("1.1", True, 4)], "no bare stub"
    add_tries(outcomes, tree, file)
    assert len(read(file)) == 1, "nothing has changed"
    write(tree, only_wrong("1.2", "return grad"))
    add_tries(words({"1.2": "failed"}), tree, file)
    assert [(e.step, e.done) for e in read(file)][1:] == [("1.2", False)]
    add_tries({}, tree, file)
    assert len(read(file)) == 2, "nothing was judged"


def test_only_the_steps_own_functions_make_a_try(tmp_path):
    tree = write(tmp_path, done_before("1.2"))
    before = fingerprint("1.1", tree)
    write(tree, done_before("1.3"))
    assert fingerprint("1.1", tree) == before, "another step was written"
    path = tree / "stage1_foundations" / "task1_tensor.py"
    path.write_text(path.read_text("utf-8") + "\ndef (", "utf-8")
    assert fingerprint("1.1", tree) is None, "no Python yet"
    path.unlink()
    assert fingerprint("1.1", tree) is None, "not there"


def test_the_record_of_a_step():
    entries = [
        Entry(NOON, "hint", "1.1", number=1),
        TRY,
        replace(TRY, step="1.2"),
        replace(TRY, at=NOON + timedelta(minutes=5), points=3.0),  # the same code, another verdict
        replace(TRY, at=NOON + timedelta(minutes=9), code="b", points=4.0, done=True),
        replace(TRY, at=NOON + timedelta(hours=9), code="c", points=4.0, done=True),
        Entry(NOON, "reveal", "1.1"),
        Entry(NOON, "hint", "1.1", number=2),
    ]
    found = record("1.1", entries)
    assert (found.tries, found.hints, found.reveals) == (3, 2, 1)
    assert found.time == timedelta(minutes=9), "until it was done for the first time"
    assert record("1.2", entries).time is None
    assert (hints_taken("1.1", entries), hints_taken("1.2", entries)) == (2, 0)


def test_points_over_time():
    entries = [TRY, replace(TRY, step="1.2", points=1.5), replace(TRY, points=4.0)]
    assert [total for _at, total in points(entries)] == [2.0, 3.5, 5.5]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "at once"),
        (25, "25 min"),
        (99, "99 min"),
        (120, "2 h"),
        (1440, "24 h"),
        (4400, "3 days"),
    ],
)
def test_durations(minutes, words):
    assert duration(timedelta(minutes=minutes)) == words


def test_the_sparkline_fits():
    page = replace(open_screen(sys.stdout), width=10)
    assert sparkline([0, 5, 10], 10, page) == "_=#", "ASCII where it is piped"
    assert sparkline(range(1000), 999, page) == "..-~~=+**#", "as many as there is room for"


def test_no_score_is_read_from_it():
    readers = [path for path in (ROOT / "kata").rglob("*.py") if "diary" in path.read_text("utf-8")]
    names = {path.relative_to(ROOT / "kata").as_posix() for path in readers}
    assert not {name for name in names if name.startswith(("judging/judge", "scoring"))}, names
    assert diary.FILE.name == "diary.jsonl"
