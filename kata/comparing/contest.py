"""Runs the races: each side in a learner process of its own, measured in turn."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from kata.comparing import races, stage1, stage2, task6, task7
from kata.curriculum import Curriculum, Step
from kata.judging.job import Job
from kata.judging.plugin import read_tree
from kata.language import _
from kata.learner.handle import Handle
from kata.learner.process import LearnerProcess, LearnerStopped, Limits, Template
from kata.learner.session import LearnerError, Session, StubReached
from kata.paths import EXERCISES, SOLUTIONS
from kata.testing.assertions import Mismatch, assert_close
from kata.testing.tolerances import DIFFERENCES

SEED = 0
ROUNDS, ROUND_SECONDS = 11, 0.03
LIMITS = Limits(seconds=60.0)
# Which register what is compared.
MODULES = tuple(module.__name__ for module in (stage1, stage2, task6, task7))


@dataclass(frozen=True)
class Result:
    """One race. `problem` says how the results differ, or why there are none.

    `seconds` is how long one call takes on the learner's code, and the ratios say how many times
    as long as on the reference and in the library; None where nothing could be measured.
    """

    step: str
    title: str
    todo: bool = False
    problem: str = ""
    seconds: float | None = None
    to_reference: float | None = None
    to_library: float | None = None


class Comparison:
    """The sides of the races of one task. A context manager: leaving it ends their processes.

    Both trees build on the reference's earlier tasks, so that only this task makes a difference.
    """

    def __init__(self, plan: Curriculum, task: int, target: Path = EXERCISES) -> None:
        lent = {earlier.id: "reference" for earlier in plan.upstream(task)}
        self._stack = ExitStack()
        mine, right = (
            read_tree(Job(tree, upstream=lent), task)  # type: ignore[arg-type]
            for tree in (target, SOLUTIONS)
        )
        self._trees = [mine, right, replace(right, allowed=(*right.allowed, "torch"))]
        self._templates = [
            self._stack.enter_context(closing(Template([*tree.allowed, *MODULES])))
            for tree in self._trees
        ]

    def __enter__(self) -> "Comparison":
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def run(self, step: Step) -> Result:
        """Compare one step."""
        title = races.title(step.id)
        sides = range(3 if step.id in races.PEERS else 2)
        with ExitStack() as stack:
            opened = [stack.enter_context(closing(self._open(side))) for side in sides]
            try:
                problem, runs = self._prepare(step.id, title, opened)
                if problem:
                    return Result(step.id, title, problem=problem)
                seconds, *ratios = _measure(runs)
                return Result(step.id, title, False, "", seconds, *ratios)
            except StubReached:
                return Result(step.id, title, todo=True)
            except LearnerError as error:
                text = _("your code raised {error}: {message}")
                return Result(step.id, title, problem=text.format(error=error.name, message=error))
            except LearnerStopped as stopped:
                return Result(step.id, title, problem=stopped.sentence)

    def _open(self, side: int) -> Session:
        template = self._templates[side]
        return Session(self._trees[side], lambda session: LearnerProcess(template, LIMITS))

    def _prepare(self, step: str, title: str, opened: Sequence[Session]) -> tuple[str, list[Any]]:
        """How the results differ from the reference's, and what is to be timed on each side."""
        runs = []
        found = []
        for side, session in enumerate(opened):
            module = session.request("import", races.__name__)
            run = module.prepare(step, SEED, side == 2)
            found.append(module.results(run))
            runs.append((module, run))
        if len(found[0]) != len(found[1]) or any(isinstance(one, Handle) for one in found[0]):
            return _("your code gave something else than the numbers that are compared"), runs
        try:
            for mine, right in zip(found[0], found[1], strict=True):
                assert_close(mine, right, title, tolerance=DIFFERENCES)
        except Mismatch as mismatch:
            return str(mismatch), runs
        return "", runs


def _measure(runs: Sequence[tuple[Any, Any]]) -> Iterator[float]:
    """Seconds for a call of the first, and by what factor it is slower than each other.

    They take turns, and what counts is the median: a machine is never quiet.
    """
    calls = [max(1, round(ROUND_SECONDS / module.seconds(run, 1))) for module, run in runs]
    times: list[list[float]] = [[] for _side in runs]
    for _round in range(ROUNDS):
        for (module, run), count, each in zip(runs, calls, times, strict=True):
            each.append(module.seconds(run, count) / count)
    yield median(times[0])
    for other in times[1:]:
        yield median(own / its for own, its in zip(times[0], other, strict=True))
