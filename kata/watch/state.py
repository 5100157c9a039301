"""What a session of watching knows, and how it changes with what happens. Everything is pure.

`update(state, event)` gives the new state and the effects: what is to be done about it. What is to
be judged follows from the state alone, so a save, a key or a verdict only has to change that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rich.text import Text

from kata.curriculum import Curriculum, Step
from kata.language import _
from kata.reports.places import Places
from kata.scoring import Report, StepReport

Page = Literal["step", "more", "list", "diff", "report"]

SCROLL = {"up": -1, "down": 1, "page-up": -10, "page-down": 10, "space": 10}


@dataclass(frozen=True)
class Work:
    """Steps to judge, task by task; `search`: no further than a task that is not done.

    The number tells what came of it from what came of earlier work.
    """

    number: int
    kind: Literal["step", "task", "stage", "search", "all"]
    steps: tuple[str, ...]

    @property
    def search(self) -> bool:
        return self.kind == "search"


@dataclass(frozen=True)
class Verdict:
    """How a step stood when it was judged, and where things are: the step, and what tests say."""

    step: StepReport
    place: str
    places: Mapping[str, str]
    at: str

    @property
    def done(self) -> bool:
        return self.step.status == "done"


@dataclass(frozen=True)
class Key:
    """A key was pressed: a letter, or a name such as *up*."""

    name: str


@dataclass(frozen=True)
class Saved:
    """Files were written, or are gone; `tests`: among them some of what judges."""

    tests: bool = False


@dataclass(frozen=True)
class Judged:
    """A step of some work was judged."""

    work: int
    verdict: Verdict


@dataclass(frozen=True)
class Finished:
    """All of some work was judged."""

    work: int
    report: Report
    places: Places


@dataclass(frozen=True)
class Failed:
    """Some work could not be done."""

    work: int
    problem: str


@dataclass(frozen=True)
class Compared:
    """The watched step's code beside the reference's, or why it can't be shown."""

    lines: Sequence[Text] = ()
    problem: str = ""


Event = Key | Saved | Judged | Finished | Failed | Compared


@dataclass(frozen=True)
class Stop:
    """Leave the work in hand."""


@dataclass(frozen=True)
class Renew:
    """The judges have to load the tests again."""


@dataclass(frozen=True)
class TakeHint:
    """Write down that a hint was taken."""

    step: str
    number: int


@dataclass(frozen=True)
class Compare:
    """Find out how the code of a step differs from the reference's."""

    step: Step


@dataclass(frozen=True)
class Quit:
    """That was all."""


Effect = Work | Stop | Renew | TakeHint | Compare | Quit


@dataclass(frozen=True)
class State:
    """All that is known.

    `step` is watched; before it is known, the first that is not done of `among` is looked for.
    `stale`: its verdict is missing, or older than the code. `searched`: what comes after it was
    looked for since the last save. `hints`: how many were taken, by step. `hint` is shown.
    """

    plan: Curriculum
    step: Step | None = None
    among: tuple[str, ...] = ()
    known: Mapping[str, Verdict] = field(default_factory=dict)
    stale: bool = True
    searched: bool = False
    work: Work | None = None
    count: int = 0
    judged: int = 0
    hints: Mapping[str, int] = field(default_factory=dict)
    hint: int = 0
    page: Page = "step"
    top: int | None = None
    diff: Sequence[Text] = ()
    report: Finished | None = None
    note: str = ""
    problem: str = ""

    @property
    def verdict(self) -> Verdict | None:
        """The last verdict on the watched step."""
        return self.known.get(self.step.id) if self.step else None

    @property
    def done(self) -> bool:
        """Whether the watched step was done when it was last judged."""
        return self.verdict is not None and self.verdict.done

    @property
    def next(self) -> Step | None:
        """The first step that is not done as far as is known."""
        return next((step for step in self.order if not self.is_done(step)), None)

    @property
    def order(self) -> Sequence[Step]:
        """All steps in the order in which the next is looked for: those of the watched task first.

        Then those of later tasks, then of earlier ones, which whoever chose the step left out.
        """
        first = self.step.task if self.step else 0
        return sorted(available(self.plan), key=lambda step: step.task < first)

    @property
    def settled(self) -> bool:
        """Whether the watched step is done, and what comes after it was looked for."""
        return not self.stale and self.done and self.searched

    def is_done(self, step: Step) -> bool:
        return step.id in self.known and self.known[step.id].done


def start(
    plan: Curriculum,
    hints: Mapping[str, int],
    step: Step | None = None,
    among: Sequence[Step] = (),
) -> tuple[State, list[Effect]]:
    """Begin: with a step, or with the first of some, or of all, that is not done."""
    state = State(plan, hints=hints, among=tuple(each.id for each in among))
    return _with_work(_watching(state, step) if step else state, [])


def update(state: State, event: Event) -> tuple[State, list[Effect]]:
    """What has happened changes what is known, and what is to be done."""
    match event:
        case Key(name):
            return _with_work(*_pressed(replace(state, note="", problem=""), name))
        case Saved(tests):
            saved = replace(
                state, stale=True, searched=False, work=None, page="step", note="", problem=""
            )
            return _with_work(saved, [Stop(), *([Renew()] if tests else [])])
        case Compared(lines, problem):
            if problem:
                return replace(state, note=problem), []
            return replace(state, page="diff", diff=lines, top=None), []
    if not state.work or event.work != state.work.number:
        return state, []  # of work that was left meanwhile
    match event:
        case Judged(_, verdict):
            return replace(_told(state, verdict), judged=state.judged + 1), []
        case Finished():
            return _with_work(_finished(state, event, state.work), [])
        case Failed(_, problem):
            return replace(state, work=None, problem=problem), []


def _told(state: State, verdict: Verdict) -> State:
    """Another verdict; the watched step's counts from when it was first told after a save."""
    if state.step and state.step.id == verdict.step.id:
        if state.verdict and not state.stale:
            verdict = replace(verdict, at=state.verdict.at)
        state = replace(state, stale=False)
    state = replace(state, known={**state.known, verdict.step.id: verdict})
    if state.step is None and (found := _found(state)):
        return replace(_watching(state, found), stale=False)
    return state


def _found(state: State) -> Step | None:
    """The step that is looked for, as soon as all before it are known to be done."""
    ids = state.among or tuple(step.id for step in state.order)
    first = next((id for id in ids if not state.is_done(state.plan.step(id))), ids[-1])
    return state.plan.step(first) if first in state.known else None


def _pressed(state: State, name: str) -> tuple[State, list[Effect]]:
    if name == "q":
        return state, [Quit()]
    if state.page != "step":
        if name in SCROLL:
            return replace(state, top=max((state.top or 0) + SCROLL[name], 0)), []
        return _back(state)
    step = state.step
    match name:
        case "l" if step:
            return replace(state, page="list", top=None), []
        case "r" if step:
            return replace(state, page="report", top=None, report=None, work=None), [Stop()]
        case "m" if step:
            return replace(state, page="more", top=None), []
        case "h" if step:
            return _hint(state, step)
        case "d" if step and state.done:
            return state, [Compare(step)]
        case "d" if step:
            text = _("{step} is not done yet: the reference is there to compare with afterwards.")
            return replace(state, note=text.format(step=step.id)), []
        case "n" if step:
            return _go_on(state, step), []
    return state, []


def _back(state: State) -> tuple[State, list[Effect]]:
    """To the watched step; judging everything is given up, if it still goes on."""
    back = replace(state, page="step", top=None)
    if state.work and state.work.kind == "all":
        return replace(back, work=None), [Stop()]
    return back, []


def _hint(state: State, step: Step) -> tuple[State, list[Effect]]:
    """The next hint that was not taken; when all were, each in its turn."""
    count, taken = len(step.hints), state.hints.get(step.id, 0)
    if not count:
        text = _("{step} has no hints; the guide explains it.")
        return replace(state, note=text.format(step=step.id)), []
    if taken < count:
        hints = {**state.hints, step.id: taken + 1}
        return replace(state, hints=hints, hint=taken + 1), [TakeHint(step.id, taken + 1)]
    return replace(state, hint=state.hint % count + 1), []


def _go_on(state: State, step: Step) -> State:
    """To the next step, if the watched one is done."""
    if not state.done:
        text = _("{step} is not done yet. To watch another step: make watch STEP=1.4")
        return replace(state, note=text.format(step=step.id))
    if state.next is None:
        return state
    return _watching(state, state.next)


def _watching(state: State, step: Step) -> State:
    """Another step is watched; the last of its hints that was taken is shown."""
    hint = state.hints.get(step.id, 0)
    return replace(state, step=step, stale=True, searched=False, page="step", hint=hint)


def _finished(state: State, event: Finished, work: Work) -> State:
    """What was judged is known, now with what waits for what."""
    known = dict(state.known)
    for step in event.report.steps:
        if step.id in known:
            known[step.id] = replace(known[step.id], step=step)
    state = replace(state, known=known, work=None)
    if work.kind in ("search", "all"):
        state = replace(state, searched=True)
    if work.kind == "all" and state.page == "report":
        state = replace(state, report=event)
    return state


def _with_work(state: State, effects: Sequence[Effect]) -> tuple[State, list[Effect]]:
    """Begin what is to be judged now, if nothing is being judged."""
    wanted = None if state.work or state.problem else _wanted(state)
    if wanted is None:
        return state, list(effects)
    state = replace(state, work=wanted, count=wanted.number, judged=0)
    return state, [*(effect for effect in effects if effect != Stop()), wanted]


def _wanted(state: State) -> Work | None:
    """What is to be judged now."""
    number = state.count + 1
    if state.step is None:
        ids = state.among or tuple(step.id for step in state.order)
        return Work(number, "task" if state.among else "search", ids)
    task = state.plan.task(state.step.task)
    if state.page == "report" and state.report is None:
        return Work(number, "all", tuple(step.id for step in available(state.plan)))
    if state.stale:
        return Work(number, "step", (state.step.id,))
    if state.page == "list":
        stage = state.plan.stage(task.stage)
        ids = tuple(step.id for each in stage.tasks if each.available for step in each.steps)
        if any(id not in state.known for id in ids):
            return Work(number, "stage", ids)
    if state.done and not state.searched:
        return Work(number, "search", tuple(_to_search(state, task.id)))
    if any(step.id not in state.known for step in task.steps):
        return Work(number, "task", tuple(step.id for step in task.steps))
    return None


def _to_search(state: State, task: int) -> Iterator[str]:
    """The steps among which the next is, as far as it is not known: first the watched task's.

    Those may have changed by the last save. What is known of other tasks is good enough.
    """
    for step in state.order:
        if step.task == task or step.id not in state.known:
            yield step.id
        elif not state.is_done(step):
            return


def available(plan: Curriculum) -> list[Step]:
    """All steps that can be judged, in learning order."""
    return [step for task in plan.tasks if task.available for step in task.steps]
