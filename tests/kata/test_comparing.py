"""Comparing: the races are fair, and what is said about them is what happened."""

from contextlib import closing

import pytest

from kata.comparing import contest, races
from kata.comparing.contest import Comparison
from kata.comparing.races import PEERS, RACES
from kata.curriculum import load
from kata.judging.job import Job
from kata.judging.plugin import read_tree
from kata.learner.session import LocalTransport, Session, Tree
from kata.paths import SOLUTIONS
from kata.testing import DIFFERENCES, assert_close
from tests.kata import trees

PLAN = load()
AVAILABLE = [step.id for task in PLAN.tasks if task.available for step in task.steps]


@pytest.fixture(scope="module")
def reference():
    """The reference's modules, in this process."""
    trees = [read_tree(Job(SOLUTIONS), task.id) for task in PLAN.tasks if task.available]
    modules = {name: source for tree in trees for name, source in tree.modules.items()}
    with closing(Session(Tree(modules, trees[-1].allowed), LocalTransport)) as session:
        yield session


@pytest.mark.parametrize("step", [step for step in RACES if step in AVAILABLE])
def test_a_race_gives_the_same_results_each_time_and_in_a_library(step, reference):
    run = races.prepare(step, 0)
    first = races.results(run)
    assert first and races.title(step), "something to compare, and a name for it"
    for mine, again in zip(first, races.results(run), strict=True):
        assert_close(again, mine, step)
    if step in PEERS:
        for theirs, mine in zip(races.results(races.prepare(step, 0, True)), first, strict=True):
            assert_close(theirs, mine, step, tolerance=DIFFERENCES)


def test_titles_fit_beside_the_numbers():
    assert all(len(races.title(step)) <= 40 for step in RACES)
    assert set(PEERS) <= set(RACES) <= {step.id for step in PLAN.steps}


NO_RESULT = """
def unbroadcast(grad, shape):
    pass
"""
ERROR_AFTER_A_WHILE = """
_right, _calls = unbroadcast, []

def unbroadcast(grad, shape):
    _calls.append(shape)
    return _right(grad, shape) if len(_calls) < 9 else 1 / 0
"""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (NO_RESULT, "your code gave something else than the numbers that are compared"),
        (ERROR_AFTER_A_WHILE, "your code raised ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_wrong_is_told_whenever_it_happens(tmp_path, code, told):
    tree = trees.write(tmp_path, trees.done_before())
    path = tree / PLAN.step("1.2").file
    path.write_text(path.read_text("utf-8") + code, "utf-8")
    with Comparison(PLAN, 1, tree) as comparison:
        assert comparison.run(PLAN.step("1.2")).problem == told


def test_equal_different_to_do_and_broken(tmp_path, monkeypatch):
    monkeypatch.setattr(contest, "ROUND_SECONDS", 1e-4)
    bodies = {
        "2.1": "return (as_tensor(prediction) - target).sum()",
        "2.2": None,
        "2.3": "raise ValueError('oh')",
    }
    todo = trees.done_before("2.1")

    def body(marker):
        if marker.step not in bodies:
            return todo(marker)
        line = bodies[marker.step]
        return None if line is None else marker.indent + line

    tree = trees.write(tmp_path, body)
    with Comparison(PLAN, 2, tree) as comparison:
        differs, equal, broken, stub = map(comparison.run, PLAN.task(2).steps)
    assert "mse_loss" in differs.problem and "shape" not in differs.problem, differs
    assert broken.problem == "your code raised ValueError: oh", broken
    assert not equal.problem and equal.seconds and equal.to_reference > 0, equal
    assert stub.todo and stub.seconds is None, stub
    assert equal.to_library is None, "there is no peer"
