"""No learner code earns by an attack what it has not done, or harms what others have."""

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Pool
from kata.paths import ROOT, SOLUTIONS
from tests.kata.attacks.arena import (
    AFTER,
    ATTACKED,
    FIRST,
    MARK,
    MORE,
    NEXT,
    Arena,
    attacks,
    left_behind,
)

HARM, IMPORT = attacks("harm"), attacks("import")
FORGERY, TRACE = attacks("forgery"), attacks("trace")
OURS = ("docs", "exercises", "kata", "solutions", "tests")

Found = dict[str, list[TestOutcome]]


def fingerprint() -> dict[Path, tuple[int, int]]:
    """Size and time of every file of the project."""
    files = [path for name in OURS for path in (ROOT / name).rglob("*") if path.suffix != ".pyc"]
    stats = {path: path.stat() for path in files if path.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The judge of all attacks. In the end no file of it is left, and none of ours has changed."""
    before = fingerprint()
    temporary = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MARK, uuid.uuid4().hex)
        patch.setenv("TMPDIR", str(temporary))
        with Pool(1) as pool:
            yield Arena(pool, tmp_path_factory.mktemp("trees"))
        deadline = time.monotonic() + 10
        while list(temporary.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert list(temporary.iterdir()) == []
    assert fingerprint() == before


@pytest.fixture(autouse=True)
def nothing_left(arena: Arena) -> Iterator[None]:
    """No process is left of an attack."""
    yield
    assert left_behind(os.environ[MARK]) == []


def verdicts(outcomes: list[TestOutcome]) -> list[str]:
    return [outcome.outcome for outcome in outcomes]


def check_others(found: Found) -> None:
    """The next step of the module and the next module are judged as if nothing had been."""
    for step in ("2.2", "3.1"):
        assert verdicts(found[step]) == ["passed"], found[step]


def check_says(outcome: TestOutcome, says: str) -> None:
    assert any(words in outcome.message for words in says.split("|")), outcome.message
    assert len(outcome.message) < 30_000


@pytest.mark.parametrize("name", HARM)
def test_harm_costs_the_test_in_hand(arena: Arena, name: str) -> None:
    attack = HARM[name]
    found = arena.judge_attack(attack, FIRST)
    (outcome,) = found["2.1"]
    assert outcome.outcome in attack.outcome.split("|"), outcome
    check_says(outcome, attack.says)
    assert attack.nowhere or (outcome.where and ATTACKED in outcome.where), outcome
    check_others(found)


@pytest.mark.parametrize("name", IMPORT)
def test_harm_at_import_costs_the_module(arena: Arena, name: str) -> None:
    attack = IMPORT[name]
    found = arena.judge_attack(attack, FIRST)
    for outcome in (*found["2.1"], *found["2.2"]):
        assert outcome.outcome == "failed", outcome
        check_says(outcome, attack.says)
        assert outcome.where and ATTACKED in outcome.where
    assert verdicts(found["3.1"]) == ["passed"]


@pytest.mark.parametrize("name", FORGERY)
def test_a_forgery_passes_no_test(arena: Arena, name: str) -> None:
    attack = FORGERY[name]
    found = arena.judge_attack(attack, FIRST, *MORE)
    assert len(found["2.1"]) == 1 + len(MORE), "is a test of 2.1 called otherwise now?"
    assert "passed" not in verdicts(found["2.1"]), found["2.1"]
    check_says(found["2.1"][0], attack.says)
    check_others(found)


@pytest.mark.parametrize("name", TRACE)
def test_what_learner_code_changes_is_gone_with_the_test(arena: Arena, name: str) -> None:
    found = arena.judge_attack(TRACE[name], FIRST, "test_mse_averages_over_every_axis")
    assert verdicts(found["2.1"]) == ["passed", "passed"], found["2.1"]
    check_others(found)


RIGHT = (SOLUTIONS / ATTACKED).read_bytes()
FILES = {
    "missing": (None, "task2_linear_regression.py is missing"),
    "empty": (b"", "has no attribute 'mse_loss'"),
    "half saved": (RIGHT[: len(RIGHT) // 2] + b"(", "never closed|syntax|unterminated"),
    "a syntax error": (RIGHT.replace(b"class SGD:", b"class SGD(:"), "class SGD(:"),
    "not UTF-8": (RIGHT + b"# \xff", "not UTF-8"),
    "UTF-16": (RIGHT.decode().encode("utf-16"), "not UTF-8"),
    "null bytes": (RIGHT + b"\0", "null bytes"),
    "another encoding": (b"# coding: latin-1\nmse_loss = '\xff'\n", "not UTF-8"),
    "no Python": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "task2_linear_regression.py"),
    "too deep": (RIGHT + b"x = " + b"(" * 5000, "task2_linear_regression.py"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_module_costs_its_own_steps(arena: Arena, kind: str) -> None:
    text, says = FILES[kind]
    found = arena.judge(text, ("2.1", "2.2", "3.1"), (FIRST, NEXT, AFTER))
    for outcome in (*found["2.1"], *found["2.2"]):
        assert outcome.outcome == "failed", outcome
    check_says(found["2.1"][0], says)
    assert verdicts(found["3.1"]) == ["passed"]
