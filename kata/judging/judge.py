"""Judges steps: finds whose earlier tasks to use, shares the work out, asks the cache first."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from kata.curriculum import Curriculum, Step, Task
from kata.files import read_source
from kata.judging.cache import Cache, key
from kata.judging.job import DEFAULT_MEMORY, Job
from kata.judging.outcomes import NOT_RUN, Judgement, TestOutcome, Upstream
from kata.judging.workers import JudgeError, Outcomes, Pool
from kata.language import Language, _
from kata.launch import cores
from kata.markers import stubs
from kata.paths import ROOT, SOLUTIONS
from kata.sentences import sentences

__all__ = ["JudgeError", "Options", "judge", "upstream"]

Progress = Callable[[Step, Outcomes], None]


@dataclass(frozen=True)
class Options:
    """How to judge. `jobs` is the number of judges at work at a time (None: one for each core).

    `known` holds how many seconds tests took before, by id, as far as that is known.
    """

    target: Path
    seconds: float | None = None
    memory: int = DEFAULT_MEMORY
    seed: int | None = None
    fresh: bool = False
    jobs: int | None = None
    known: Mapping[str, float] = field(default_factory=dict)
    language: Language = "en"


def judge(
    plan: Curriculum,
    steps: Sequence[Step],
    options: Options,
    progress: Progress = lambda step, outcomes: None,
    pool: Pool | None = None,
) -> Judgement:
    """Judge steps, and earlier tasks as far as it takes to know whether they are complete.

    `progress` is told of each step that was asked for. A `pool` that is given stays open.
    `JudgeError` where the installation is broken, or the pool was cancelled.
    """
    start = time.perf_counter()
    with nullcontext(pool) if pool else Pool(options.jobs or cores()) as judges:
        run = _Run(plan, options, judges, progress)
        for task in plan.tasks:
            wanted = [step for step in steps if step.task == task.id]
            if wanted:
                run.judge(task, wanted)
        run.cache.save()
    asked = {step.id for step in steps}
    outcomes = {step: found for step, found in run.outcomes.items() if step in asked}
    tasks = {step.task for step in steps}
    upstream = {task: whose for task, whose in run.upstream.items() if task in tasks}
    return Judgement(outcomes, upstream, time.perf_counter() - start, run.fresh)


def upstream(plan: Curriculum, tasks: Iterable[int], options: Options) -> Judgement:
    """Whose earlier tasks some tasks are judged on, judging these as far as it takes to know."""
    start = time.perf_counter()
    with Pool(options.jobs or cores()) as pool:
        run = _Run(plan, options, pool, lambda step, outcomes: None)
        whose = {task: run.find_upstream(plan.task(task)) for task in tasks}
        run.cache.save()
    return Judgement({}, whose, time.perf_counter() - start, run.fresh)


@dataclass
class _Run:
    """What is known so far."""

    plan: Curriculum
    options: Options
    pool: Pool
    progress: Progress
    cache: Cache = field(default_factory=Cache)
    outcomes: dict[str, Outcomes] = field(default_factory=dict)
    upstream: dict[int, dict[int, Upstream]] = field(default_factory=dict)
    complete: dict[int, bool] = field(default_factory=dict)
    fresh: dict[str, Outcomes] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def judge(self, task: Task, steps: Sequence[Step]) -> None:
        """Judge some steps of a task on what is upstream of it."""
        self.upstream[task.id] = self.find_upstream(task)
        job = Job(
            self.options.target,
            upstream=self.upstream[task.id],
            seconds=self.options.seconds,
            memory=self.options.memory,
            seed=self.options.seed,
            language=self.options.language,
        )
        jobs = []
        for step in steps:
            self.keys[step.id] = key(job, step.id)
            known = None if self.options.fresh else self.cache.get(self.keys[step.id])
            if known is None:
                jobs.append(replace(job, steps=(step.id,)))
            else:
                self._add(step, known)
        count = max(1, self.pool.size // max(1, len(jobs)))
        shares = [share for job in jobs for share in self._shares(job, count)]
        found: dict[str, list[Outcomes]] = {job.steps[0]: [] for job in jobs}

        def judged(share: Job, outcomes: Outcomes) -> None:
            parts = found[share.steps[0]]
            parts.append(outcomes)
            if len(parts) == sum(other.steps == share.steps for other in shares):
                self._judged(replace(share, tests=()), _in_order(self.plan, share, parts))

        self.pool.judge(shares, judged)

    def _shares(self, job: Job, count: int) -> list[Job]:
        """A step's job in parts that take about as long, for several judges at the same time."""
        file = self.plan.step(job.steps[0]).test_file.name
        tests = _tests(self.plan, job)
        seconds = {test: self.options.known.get(f"{file}::{test}", 0.1) for test in tests}
        shares: list[list[str]] = [[] for _ in range(min(count, len(tests)))]
        for test in sorted(tests, key=lambda test: -seconds[test]):  # the longest first
            least = min(shares, key=lambda share: sum(seconds[other] for other in share))
            least.append(test)
        return [replace(job, tests=tuple(share)) for share in shares]

    def find_upstream(self, task: Task) -> dict[int, Upstream]:
        """The learner's own earlier tasks where they are complete, the reference's where not."""
        return {
            earlier.id: "own" if self._is_complete(earlier) else "reference"
            for earlier in self.plan.upstream(task.id)
        }

    def _judged(self, job: Job, outcomes: Outcomes) -> None:
        step = self.plan.step(job.steps[0])
        if any(o.outcome == "timeout" for o in outcomes) and "own" in job.upstream.values():
            outcomes = self._on_reference(job, outcomes)
        if key(job, step.id) == self.keys[step.id]:  # else a file was written meanwhile
            self.cache.put(self.keys[step.id], outcomes)
        self.fresh[step.id] = outcomes
        self._add(step, outcomes)

    def _on_reference(self, job: Job, outcomes: Outcomes) -> Outcomes:
        """Run again, on the reference's earlier tasks, what ran out of time on the learner's."""
        reference = replace(job, upstream=dict.fromkeys(job.upstream, "reference"))
        again: dict[str, TestOutcome] = {}
        self.pool.judge([reference], lambda job, found: again.update({o.id: o for o in found}))
        note = _("judged on the reference's earlier tasks, since yours were too slow for this test")
        return tuple(
            replace(again[o.id], message=f"{again[o.id].message}\n{note}".strip())
            if o.outcome == "timeout" and again[o.id].outcome != "timeout"
            else o
            for o in outcomes
        )

    def _add(self, step: Step, outcomes: Outcomes) -> None:
        self.outcomes[step.id] = outcomes
        self.progress(step, outcomes)

    def _is_complete(self, task: Task) -> bool:
        """Does every test of the task pass, on code that has no stub left?"""
        if self.options.target == SOLUTIONS:
            return True  # the reference is what it is measured by
        if task.id not in self.complete:
            missing = [step for step in task.steps if step.id not in self.outcomes]
            if any(map(self._has_stub, task.files)):
                self.complete[task.id] = False
                return False
            if missing:
                progress, self.progress = self.progress, lambda step, outcomes: None
                self.judge(task, missing)
                self.progress = progress
            self.complete[task.id] = all(
                outcome.outcome == "passed"
                for step in task.steps
                for outcome in self.outcomes[step.id]
            )
        return self.complete[task.id]

    def _has_stub(self, file: object) -> bool:
        try:
            return bool(stubs(read_source(self.options.target / str(file)).text))
        except (OSError, ValueError, SyntaxError):
            return True


def _in_order(plan: Curriculum, job: Job, parts: Sequence[Outcomes]) -> Outcomes:
    """The outcomes of a step's shares as one judge would have them.

    After the first test that runs out of time no other counts.
    """
    tests = _tests(plan, job)
    found = sorted(chain(*parts), key=lambda outcome: tests.index(outcome.id.partition("::")[2]))
    late = [place for place, outcome in enumerate(found) if outcome.outcome == "timeout"][:1]
    for place in range(late[0] + 1, len(found)) if late else ():
        found[place] = replace(
            found[place], outcome="timeout", message=_(NOT_RUN), where=None, clue="timeout"
        )
    return tuple(found)


def _tests(plan: Curriculum, job: Job) -> tuple[str, ...]:
    """The names of the tests of a job's step, in the order of its file."""
    return tuple(sentences(ROOT / plan.step(job.steps[0]).test_file))
