"""What a step's tests may rest on, and what they may not let through, for every step there is."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kata import curriculum
from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Pool
from kata.launch import cores
from kata.paths import SOLUTIONS
from tests.kata import trees

PLAN = curriculum.load()
STEPS = [step for step in PLAN.steps if PLAN.task(step.task).available]
IDS = [step.id for step in STEPS]

BODIES = {
    "returns nothing": "return None",
    "returns its first argument": "return next(iter(locals().values()))",
    "raises ValueError": "raise ValueError('wrong')",
}

# Bodies that something loops over for ever: they need the limits of a process of their own. All
# others are judged without, which is quicker.
ENDLESS = {("returns its first argument", "6.7")}

# (test, kind of body) -> why the test is right to pass on it.
EXCEPTIONS: dict[tuple[str, str], str] = {}

Found = dict[tuple[str, str], tuple[TestOutcome, ...]]


@pytest.fixture(scope="module")
def found() -> Iterator[Found]:
    """The outcomes of each kind of body in each step, with all before it done, judged at once."""
    jobs: dict[tuple[str, str], Job] = {}
    with tempfile.TemporaryDirectory() as name, Pool(cores()) as pool:
        folder = Path(name)
        trees.write(folder / "nothing", trees.done_before(IDS[0]))
        jobs["a stub", IDS[0]] = Job(folder / "nothing", (IDS[0],))
        for number, step in enumerate(IDS):
            tree = trees.write(folder / f"up to {step}", trees.done_before(*IDS[number + 1 :][:1]))
            jobs["done", step] = Job(tree, (step,), in_process=True)
            for after in IDS[number + 1 :][:1]:
                jobs["a stub", after] = Job(tree, (after,), in_process=True)
            for kind, line in BODIES.items():
                tree = trees.write(folder / f"{step} {kind}", trees.only_wrong(step, line))
                behaves = (kind, step) not in ENDLESS
                jobs[kind, step] = Job(tree, (step,), shrink=False, in_process=behaves)
        outcomes: list[tuple[TestOutcome, ...]] = []
        pool.judge(list(jobs.values()), lambda job, found: outcomes.append(found))
        yield dict(zip(jobs, outcomes, strict=True))


@pytest.mark.parametrize("step", IDS)
def test_a_step_is_done_with_nothing_after_it(found: Found, step: str) -> None:
    failures = [o for o in found["done", step] if o.outcome != "passed"]
    assert found["done", step] and not failures, [(o.id, o.message) for o in failures]


@pytest.mark.parametrize("step", IDS)
def test_a_stub_is_to_do(found: Found, step: str) -> None:
    others = [o for o in found["a stub", step] if o.outcome != "todo"]
    assert found["a stub", step] and not others, [(o.id, o.message) for o in others]


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("step", IDS)
def test_no_test_passes_on_a_body_that_does_nothing(found: Found, step: str, kind: str) -> None:
    passed = {o.id for o in found[kind, step] if o.outcome == "passed"}
    excused = {test for test, body in EXCEPTIONS if body == kind}
    assert passed <= excused, f"they pass where a function {kind}: {passed - excused}"


def test_every_exception_is_one(found: Found) -> None:
    passed = {
        (o.id, kind) for kind, step in found for o in found[kind, step] if o.outcome == "passed"
    }
    assert set(EXCEPTIONS) <= passed


def test_every_test_belongs_to_a_step_and_says_what_must_hold(found: Found) -> None:
    for step in IDS:
        for outcome in found["done", step]:
            assert outcome.sentence.endswith((".", "?")), f"{outcome.id} lacks a sentence"


def test_the_solutions_hold_no_stub() -> None:
    for step in STEPS:
        assert "NotImplementedError" not in (SOLUTIONS / step.file).read_text("utf-8")
