"""What is changed in the solutions, and what is known of the changes that no test notices."""

from pathlib import PurePosixPath

from kata.curriculum import load
from kata.markers import functions
from kata.mutation.mutants import Mutant, learners
from kata.mutation.survey import change, equivalent, fingerprint
from kata.paths import ROOT, SOLUTIONS
from kata.soak import drawing

FILE = PurePosixPath("stage1_foundations/task1_tensor.py")
SOURCE = '''\
def area(r):
    """The area."""
    # step 1.1
    return _square(r) * 3


def volume(r):
    # step 1.2
    return _cube(r)


def given(r):
    return _square(r)


# solution only
def _square(r):
    return r * r


# solution only
def _cube(r):
    return _square(r) * r
'''


def test_what_a_learner_writes_is_changed_and_what_only_the_solution_has() -> None:
    assert learners(SOURCE) == {
        "area": ("1.1",),
        "_square": ("1.1", "1.2"),
        "volume": ("1.2",),
        "_cube": ("1.2",),
    }


def test_a_mutant_is_tried_again_when_it_or_its_tests_change() -> None:
    one = Mutant(FILE, ("1.1",), "f", "a + b", "a - b", "def f(a, b):\n    return a - b\n")
    other = Mutant(FILE, ("1.1",), "f", "a + b", "a * b", "def f(a, b):\n    return a * b\n")
    elsewhere = Mutant(FILE, ("1.2",), one.function, one.before, one.after, one.patch)
    assert len({fingerprint(one), fingerprint(other), fingerprint(elsewhere)}) == 3
    assert change(one) == ("f", "a + b", "a - b") == change(elsewhere)


def test_every_equivalent_mutant_is_of_a_function_that_is_there_and_has_its_reason() -> None:
    names = {
        name
        for task in load().tasks
        for file in task.files
        for name in learners((SOLUTIONS / file).read_text("utf-8"))
    }
    for (function, before, after), reason in equivalent().items():
        assert function in names and before != after and len(reason) > 10, (function, before)


def test_every_task_has_tests_that_draw_examples() -> None:
    for task in load().tasks:
        assert any(drawing(ROOT / step.test_file) for step in task.steps)
    assert set(functions((SOLUTIONS / FILE).read_text("utf-8"))) == {
        step.id for step in load().task(1).steps
    }
