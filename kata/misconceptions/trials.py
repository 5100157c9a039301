"""Judges the reference with other functions in the place of some of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kata.curriculum import load
from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Outcomes, Pool
from kata.markers import functions, outline
from kata.paths import SOLUTIONS
from kata.splicing import defined, splice


@dataclass(frozen=True)
class Trial:
    """A module of the reference with a patch in it, and the steps to judge it by."""

    name: str
    file: PurePosixPath
    patch: str
    steps: tuple[str, ...]
    tests: tuple[str, ...] = ()

    def write(self, folder: Path) -> Job:
        """Write the module, with its task's other modules beside it, and give the job."""
        plan = load()
        task = plan.task(plan.step(self.steps[0]).task)
        for file in task.files:
            text = (SOLUTIONS / file).read_text("utf-8")
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(splice(text, self.patch) if file == self.file else text, "utf-8")
        upstream = dict.fromkeys((earlier.id for earlier in plan.upstream(task.id)), "reference")
        return Job(folder, self.steps, upstream, tests=self.tests)  # type: ignore[arg-type]


def run(
    trials: Sequence[Trial], pool: Pool, then: Callable[[Trial, Outcomes], None], **changes: object
) -> None:
    """Judge each trial; `then` is told of each, in order. `changes` are to its job."""
    changes = {"shrink": False, **changes}
    with TemporaryDirectory() as name:
        jobs = [
            replace(trial.write(Path(name) / str(number)), **changes)  # type: ignore[arg-type]
            for number, trial in enumerate(trials)
        ]
        pending = iter(trials)
        pool.judge(jobs, lambda job, outcomes: then(next(pending), outcomes))


def within(step: str, patch: str) -> bool:
    """Whether a patch touches nothing but a step's own functions, and what it adds."""
    source = (SOLUTIONS / load().step(step).file).read_text("utf-8")
    own = {function.name for function in functions(source)[step]}
    return not set(defined(patch)) & {function.name for function in outline(source)} - own


def up_to(step: str) -> tuple[str, ...]:
    """The steps of a step's module up to it: those whose tests may notice a change there."""
    plan = load()
    file = plan.step(step).file
    steps = [each.id for each in plan.task(plan.step(step).task).steps if each.file == file]
    return tuple(steps[: steps.index(step) + 1])


def failing(outcomes: Iterable[TestOutcome]) -> list[str]:
    """The steps that do not pass, in the order of the outcomes."""
    return list(dict.fromkeys(o.step for o in outcomes if o.outcome != "passed"))
