"""Turns what the judge found into scores: the one result that every report is made from.

`dataclasses.asdict(report)` is the JSON document of schema 1, key for key. Everything here is pure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kata.curriculum import Curriculum, Stage, Step, Task
from kata.judging.outcomes import Judgement, TestOutcome, Upstream, Verdict
from kata.language import Language
from kata.misconceptions.diagnosis import Diagnosis, diagnose

SCHEMA = 1

Status = Literal["done", "failing", "todo", "blocked"]


@dataclass(frozen=True)
class TestReport:
    """One test function: the law that it checks, and how that went."""

    __test__ = False  # not a test class, whatever its name looks like to pytest

    id: str
    sentence: str
    outcome: Verdict
    seconds: float
    message: str


@dataclass(frozen=True)
class StepReport:
    """One step; `score` is its points times the part of its tests that pass.

    `looks_like` is the mistake that its failures are known by, where that is clear.
    """

    id: str
    title: str
    status: Status
    score: float
    max_score: int
    looks_like: Diagnosis | None
    tests: tuple[TestReport, ...]


@dataclass(frozen=True)
class TaskReport:
    """One task with those of its steps that were judged.

    A task that is not `available` yet has no steps here and counts for nothing. `upstream` says
    for each earlier task whether the learner's own code was used or the reference.
    """

    id: int
    title: str
    modules: tuple[str, ...]
    available: bool
    upstream: Mapping[str, Upstream]
    score: float
    max_score: int
    seconds: float
    steps: tuple[StepReport, ...]


@dataclass(frozen=True)
class StageReport:
    """One stage with those of its tasks that were selected."""

    id: int
    title: str
    score: float
    max_score: int
    tasks: tuple[TaskReport, ...]


@dataclass(frozen=True)
class Report:
    """All that was selected. `next` is the step to work on now, None where all of them are done."""

    schema: int
    target: str
    score: float
    max_score: int
    seconds: float
    next: str | None
    stages: tuple[StageReport, ...]

    @property
    def tasks(self) -> tuple[TaskReport, ...]:
        return tuple(task for stage in self.stages for task in stage.tasks)

    @property
    def steps(self) -> tuple[StepReport, ...]:
        return tuple(step for task in self.tasks for step in task.steps)


def score(
    curriculum: Curriculum,
    judgement: Judgement,
    selected: Collection[Step],
    target: str,
    language: Language = "en",
) -> Report:
    """Score the selected steps. Those of a task that is not available yet are left out.

    Titles are in `language`, as what tests say is in that of the judgement.

    The score of each part and of the whole is rounded on its own, so that rounding errors never add
    up: three steps of 1/3 make 1.
    """
    ids = {step.id for step in selected}
    judged = [
        step for task in curriculum.tasks if task.available for step in task.steps if step.id in ids
    ]
    statuses = _statuses(judged, judgement)
    return Report(
        schema=SCHEMA,
        target=target,
        score=_points(judged, judgement),
        max_score=sum(step.points for step in judged),
        seconds=round(judgement.seconds, 2),
        next=_next(judged, statuses),
        stages=tuple(
            _stage(stage, judgement, ids, statuses, language)
            for stage in curriculum.stages
            if any(step.id in ids for task in stage.tasks for step in task.steps)
        ),
    )


def _stage(
    stage: Stage,
    judgement: Judgement,
    ids: Collection[str],
    statuses: Mapping[str, Status],
    language: Language,
) -> StageReport:
    judged = [step for task in stage.tasks for step in task.steps if step.id in statuses]
    return StageReport(
        id=stage.id,
        title=stage.title.in_language(language),
        score=_points(judged, judgement),
        max_score=sum(step.points for step in judged),
        tasks=tuple(
            _task(task, judgement, statuses, language)
            for task in stage.tasks
            if any(step.id in ids for step in task.steps)
        ),
    )


def _task(
    task: Task, judgement: Judgement, statuses: Mapping[str, Status], language: Language
) -> TaskReport:
    judged = [step for step in task.steps if step.id in statuses]
    upstream = judgement.upstream.get(task.id, {})
    return TaskReport(
        id=task.id,
        title=task.title.in_language(language),
        modules=task.modules,
        available=task.available,
        upstream={str(earlier): upstream[earlier] for earlier in sorted(upstream)},
        score=_points(judged, judgement),
        max_score=sum(step.points for step in judged),
        seconds=round(sum((t.seconds for step in judged for t in _tests(step, judgement)), 0.0), 2),
        steps=tuple(_step(step, judgement, statuses[step.id], language) for step in judged),
    )


def _step(step: Step, judgement: Judgement, status: Status, language: Language) -> StepReport:
    tests = _tests(step, judgement)
    return StepReport(
        id=step.id,
        title=step.title.in_language(language),
        status=status,
        score=_points([step], judgement),
        max_score=step.points,
        looks_like=diagnose(step.id, tests, language) if status == "failing" else None,
        tests=tuple(
            TestReport(t.id, t.sentence, t.outcome, round(t.seconds, 2), t.message) for t in tests
        ),
    )


def _tests(step: Step, judgement: Judgement) -> tuple[TestOutcome, ...]:
    return judgement.outcomes.get(step.id, ())


def _points(steps: Iterable[Step], judgement: Judgement) -> float:
    """Each step's points times the part of its tests that pass, added up."""
    total = 0.0
    for step in steps:
        if tests := _tests(step, judgement):
            passed = sum(test.outcome == "passed" for test in tests)
            total += step.points * passed / len(tests)
    return round(total, 2)


def _statuses(judged: Sequence[Step], judgement: Judgement) -> dict[str, Status]:
    statuses: dict[str, Status] = {}
    for step in judged:
        waits = not _ready(step, statuses)
        statuses[step.id] = _status({test.outcome for test in _tests(step, judgement)}, waits)
    return statuses


def _status(outcomes: Collection[Verdict], waits: bool) -> Status:
    """The state of a step whose tests went so; `waits`: a step that it needs is not done."""
    if outcomes and all(outcome == "passed" for outcome in outcomes):
        return "done"
    broken = any(outcome in ("failed", "timeout", "crashed") for outcome in outcomes)
    if not broken and ("todo" in outcomes or not outcomes):
        return "todo"
    return "blocked" if waits or "blocked" in outcomes else "failing"


def _next(judged: Sequence[Step], statuses: Mapping[str, Status]) -> str | None:
    """The first step that is not done and waits for no other; else the first that is not done."""
    unfinished = [step for step in judged if statuses[step.id] != "done"]
    ready = [step for step in unfinished if _ready(step, statuses)]
    return next((step.id for step in ready + unfinished), None)


def _ready(step: Step, statuses: Mapping[str, Status]) -> bool:
    """Whether what the step needs is done. A need that was not judged is not held against it."""
    return all(statuses.get(need, "done") == "done" for need in step.needs)
