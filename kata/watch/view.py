"""What a session of watching looks like: lines of text for a screen of some size. All pure."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kata.curriculum import Step
from kata.encoding import Marks
from kata.language import _, _n, current
from kata.reports.screen import Screen, visible
from kata.reports.terminal import STYLES, print_diagnosis, print_report, print_test
from kata.reports.words import STATES, WRONG, passing, points
from kata.scoring import TestReport
from kata.watch.state import State, Verdict

BAR = 20
POINTER = "> "
LEAST = 4  # lines of a failure that are shown before the hint below it gets its room

Lines = list[Text]
Draw = Callable[[Screen], None]


@dataclass(frozen=True)
class Frame:
    """The lines of a whole screen; of a text that scrolls, `top` is the first that is seen."""

    lines: Lines
    top: int | None = None


def frame(state: State, width: int, height: int, marks: Marks) -> Frame:
    """What stands on the screen."""
    sheet = Sheet(width, marks)
    if state.step is None:
        return Frame(sheet.draw(lambda screen: _draw_search(screen, state))[:height])
    if state.page == "step":
        return Frame(_step_page(state, state.step, sheet, height)[:height])
    return _scrolled(state, state.step, sheet, height)


def line_of(verdict: Verdict) -> str:
    """A verdict on one line."""
    line = f"{verdict.at} {verdict.step.id} {verdict.step.title}: {_standing(verdict)}"
    if test := _first_failure(verdict):
        first = next(iter(visible(test.message).splitlines()), "")
        place = verdict.places.get(test.id, verdict.place)
        return f"{line}; {visible(test.sentence)} {first} ({place})"
    return line if verdict.done else f"{line} ({verdict.place})"


def coming(state: State) -> str:
    """What comes after the watched step."""
    if state.next is None:
        return _("All steps are done.")
    return _("Next: ") + f"{state.next.id} {state.next.title.in_language(current())}"


class Sheet:
    """Paper of some width: what is drawn on it comes back as lines that fit."""

    def __init__(self, width: int, marks: Marks) -> None:
        self.width = width
        self.marks = marks
        self._console = Console(
            file=io.StringIO(), width=width, force_terminal=True, color_system="standard",
            no_color=False, highlight=False, markup=False, emoji=False,
        )  # fmt: skip

    def draw(self, draw: Draw) -> Lines:
        """The lines that come of drawing."""
        with self._console.capture() as capture:
            draw(Screen(self._console, self.marks, self.width, live=True))
        text = capture.get()
        lines: Lines = []
        for line in AnsiDecoder().decode(text.removesuffix("\n")) if text else ():
            lines += line.wrap(self._console, self.width, overflow="fold") or [Text()]
        return lines


def _draw_search(screen: Screen, state: State) -> None:
    screen.line((_("Looking for the next step …"), "bold"))
    _draw_count(screen, state)
    screen.line()
    _draw_problem(screen, state)
    _draw_keys(screen, [("q", _("quit"))])


def _step_page(state: State, step: Step, sheet: Sheet, height: int) -> Lines:
    """The watched step, its verdict, what is wrong, a hint, and what the keys do."""
    head = sheet.draw(lambda screen: _draw_head(screen, state, step))
    body = sheet.draw(lambda screen: _draw_body(screen, state, step))
    hint = sheet.draw(lambda screen: _draw_hint(screen, state, step))
    if state.stale:
        for line in body:
            line.stylize("dim")

    def foot_with(more: bool) -> Lines:
        keys = _step_keys(state, step, more)
        return sheet.draw(lambda screen: _draw_foot(screen, state, step, keys))

    foot = foot_with(more=_has_more(state.verdict))
    if len(head) + len(body) + len(hint) + len(foot) > height:
        foot = foot_with(more=True)
    room = max(height - len(head) - len(foot), 0)
    for_hint = min(len(hint), max(room - min(len(body), LEAST), 0))
    body = _cut(body, room - for_hint, sheet)
    hint = _cut(hint, for_hint, sheet)
    space = [Text() for _line in range(room - len(body) - len(hint))]
    return [*head, *body, *hint, *space, *foot]


def _cut(lines: Lines, room: int, sheet: Sheet) -> Lines:
    """As many lines as there is room for; where that is not all, it is said."""
    if len(lines) <= room:
        return lines
    kept = max(room - 1, 0)
    more = _n("{n} more line: m shows all", "{n} more lines: m shows all", len(lines) - kept)
    mark = Text(f"{sheet.marks.ellipsis} {more.format(n=len(lines) - kept)}", "bold cyan")
    mark.truncate(sheet.width)
    return [*lines[:kept], mark][:room]


def _draw_head(screen: Screen, state: State, step: Step) -> None:
    worth = _n("{n} point", "{n} points", step.points).format(n=step.points)
    rank = f"{screen.marks.star * step.stars} {worth}"
    title = f"{step.id} {step.title.in_language(current())}"
    screen.line((title, "bold"), "  ", rank)
    verdict = state.verdict
    if verdict:
        screen.link("", verdict.place)
    else:
        screen.line((f"exercises/{step.file}", "cyan"))
    if state.stale and not verdict:
        screen.line((_("judging …"), "yellow"))
    elif state.stale and verdict:
        text = _("judging …  before: {standing}").format(standing=_standing(verdict))
        screen.line((text, "yellow"))
    elif verdict:
        mark: str = getattr(screen.marks, verdict.step.status)
        style = f"bold {STYLES[verdict.step.status]}".strip()
        screen.line((f"{mark} {_standing(verdict)}", style), "  ", (verdict.at, "dim"))
    screen.line()


def _draw_body(screen: Screen, state: State, step: Step) -> None:
    """What is wrong, or what there is to do."""
    verdict = state.verdict
    _draw_problem(screen, state)
    if verdict is None:
        return
    if verdict.done:
        _draw_done(screen, state, verdict)
    elif test := _first_failure(verdict):
        if _all_alike(verdict):
            _draw_alike(screen, verdict, test)
            return
        _draw_failure(screen, verdict, test)
        if more := len(_failures(verdict)) - 1:
            text = _n("One more test does not pass.", "{n} more tests do not pass.", more)
            screen.line("  ", (text.format(n=more), "dim"))
        if verdict.step.looks_like:
            print_diagnosis(screen, verdict.step.looks_like)
    elif verdict.step.status == "blocked":
        waits = next((t.message for t in verdict.step.tests if t.outcome == "blocked"), "")
        text = _("{step} is blocked: {reason}").format(step=step.id, reason=visible(waits))
        screen.paragraph(text, style="yellow")
    else:
        _draw_task(screen, verdict, step)


def _draw_failure(screen: Screen, verdict: Verdict, test: TestReport) -> None:
    print_test(screen, verdict.step, test)
    if test.id in verdict.places:
        screen.link("  ", verdict.places[test.id])


def _draw_alike(screen: Screen, verdict: Verdict, test: TestReport) -> None:
    """What keeps every test from passing, such as a mistake in the file's syntax."""
    text = _("No test passes, all for the same reason:")
    screen.paragraph(f"{screen.marks.failing} {text}", style="bold red")
    screen.paragraph(visible(test.message), indent=2)
    if test.id in verdict.places:
        screen.link("  ", verdict.places[test.id])


def _draw_task(screen: Screen, verdict: Verdict, step: Step) -> None:
    """What a step that is still to be written asks for."""
    screen.paragraph(_("To be written: what the docstring there says, in place of the stub."))
    guide = _("The guide explains it, in section {step}: {file}")
    screen.paragraph(guide.format(step=step.id, file=step.guide(current())))
    screen.line()
    screen.line(_("The tests will say:"))
    for test in verdict.step.tests:
        mark = screen.marks.done if test.outcome == "passed" else screen.marks.todo
        screen.paragraph(f"{mark} {visible(test.sentence)}", indent=2)


def _draw_done(screen: Screen, state: State, verdict: Verdict) -> None:
    text = _("Step {step} is done: {score} of {max} points.").format(
        step=verdict.step.id, score=points(verdict.step.score), max=verdict.step.max_score
    )
    screen.line((text, "bold green"))
    screen.line()
    if state.next is None:
        screen.line((coming(state), "bold green"))
    else:
        screen.line((coming(state), "bold"), "  ", screen.marks.star * state.next.stars)
        screen.line("  ", _("n goes there; d shows your code beside the reference's"))


def _draw_hint(screen: Screen, state: State, step: Step) -> None:
    """The hint that was taken, until the step is done."""
    if not state.hint or state.done:
        return
    screen.line()
    title = _("Hint {n} of {all}").format(n=state.hint, all=len(step.hints))
    screen.line((title, "magenta"))
    screen.paragraph(step.hints[state.hint - 1].in_language(current()), hang=0)


def _draw_foot(screen: Screen, state: State, step: Step, keys: Sequence[tuple[str, str]]) -> None:
    screen.line()
    if state.note:
        screen.paragraph(state.note, style="yellow")
    steps = state.plan.task(step.task).steps
    done = sum(map(state.is_done, steps))
    full = BAR * done // len(steps)
    text = _("{done} of {all} steps").format(done=done, all=len(steps))
    screen.line(
        _("Task {n}").format(n=step.task) + " ",
        (screen.marks.full * full, "green"),
        (screen.marks.empty * (BAR - full), "dim"),
        f" {text}",
    )
    _draw_keys(screen, keys)


def _step_keys(state: State, step: Step, more: bool) -> list[tuple[str, str]]:
    taken, count = state.hints.get(step.id, 0), len(step.hints)
    hint = _("hint") if taken in (0, count) else _("hint") + f" {taken + 1}/{count}"
    keys = [
        ("h", hint), ("n", _("next")), ("l", _("list")), ("d", _("diff")), ("r", _("run all")),
        ("m", _("more")), ("q", _("quit")),
    ]  # fmt: skip
    return [(key, label) for key, label in keys if key != "m" or more]


def _draw_keys(screen: Screen, keys: Sequence[tuple[str, str]]) -> None:
    """The keys, on as many lines as they take."""
    line = Text()
    for key, label in keys:
        item = Text.assemble((key, "bold cyan"), " " if key else "", label)
        if line and cell_len(f"{line.plain} · {item.plain}") > screen.width:
            screen.line(line)
            line = Text()
        line = Text.assemble(line, " · " if line else "", item)
    screen.line(line)


def _draw_problem(screen: Screen, state: State) -> None:
    if state.problem:
        screen.paragraph(_("It could not be judged:"), style="bold red")
        screen.paragraph(visible(state.problem), indent=2)
        screen.paragraph(_("A save or any key tries again."))


def _draw_count(screen: Screen, state: State) -> None:
    """How much of the work in hand is done."""
    if state.work:
        if state.work.search:  # which ends where it finds something
            text = _n("{n} step judged", "{n} steps judged", state.judged)
        else:
            text = _("{n} of {all} steps judged")
        screen.line((text.format(n=state.judged, all=len(state.work.steps)), "dim"))


def _scrolled(state: State, step: Step, sheet: Sheet, height: int) -> Frame:
    """A text that may be longer than the screen, and what the keys do."""
    lines, wanted = _text(state, step, sheet)
    keys = [("q", _("quit"))]
    back = _("any other key: back")
    foot = sheet.draw(lambda screen: _draw_keys(screen, [*keys, ("", back)]))
    room = max(height - len(foot) - 1, 1)
    if len(lines) > room:
        keys = [("↑ ↓", _("scroll")), *keys]
        foot = sheet.draw(lambda screen: _draw_keys(screen, [*keys, ("", back)]))
        room = max(height - len(foot) - 1, 1)
    start = max(wanted - room // 2, 0) if state.top is None else state.top
    start = max(min(start, len(lines) - room), 0)
    seen = lines[start : start + room]
    space = [Text() for _line in range(height - len(seen) - len(foot))]
    return Frame([*seen, *space, *foot][:height], start)


def _text(state: State, step: Step, sheet: Sheet) -> tuple[Lines, int]:
    """The lines of the page, and the one that is to be seen first of all."""
    if state.page == "list":
        lines = sheet.draw(lambda screen: _draw_list(screen, state, step))
        marked = [n for n, line in enumerate(lines) if line.plain.startswith(POINTER)]
        return lines, marked[0] if marked else 0
    draw: dict[str, Draw] = {
        "more": lambda screen: _draw_more(screen, state, step),
        "diff": lambda screen: _draw_diff(screen, state),
        "report": lambda screen: _draw_report(screen, state),
    }
    return sheet.draw(draw[state.page]), 0


def _draw_more(screen: Screen, state: State, step: Step) -> None:
    """Every failure in full, and the hint."""
    _draw_head(screen, state, step)
    verdict = state.verdict
    if verdict and _failures(verdict) and not _all_alike(verdict):
        for test in _failures(verdict):
            _draw_failure(screen, verdict, test)
            screen.line()
    else:
        _draw_body(screen, state, step)
    _draw_hint(screen, state, step)


def _draw_list(screen: Screen, state: State, step: Step) -> None:
    """The steps of the stage with their states, the watched one marked."""
    stage = state.plan.stage(state.plan.task(step.task).stage)
    title = _("Stage {n}").format(n=stage.id) + f"  {stage.title.in_language(current())}"
    screen.line((title, "bold"))
    if state.work:
        _draw_count(screen, state)
    for task in stage.tasks:
        title = _("Task {n}").format(n=task.id) + f"  {task.title.in_language(current())}"
        screen.line()
        screen.line((title, "bold"))
        for each in task.steps:
            _draw_row(screen, state.known.get(each.id), each, watched=each.id == step.id)


def _draw_row(screen: Screen, verdict: Verdict | None, step: Step, watched: bool) -> None:
    """A step of the list; one that was not judged yet has no state."""
    mark = word = style = ""
    if verdict:
        status = verdict.step.status
        mark, word, style = getattr(screen.marks, status), _(STATES[status]), STYLES[status]
    left = Text.assemble(
        (POINTER if watched else " " * len(POINTER), "bold cyan"),
        (mark or " ", style),
        f" {step.id:5}{screen.marks.star * step.stars:4}",
        (step.title.in_language(current()), "bold" if watched else ""),
    )
    screen.line(screen.fit(left, screen.width - cell_len(word) - 1), " ", (word, style))


def _draw_diff(screen: Screen, state: State) -> None:
    for line in state.diff:
        screen.line(line)


def _draw_report(screen: Screen, state: State) -> None:
    """The report on everything, once it is there."""
    if state.report is None:
        screen.line((_("Judging everything …"), "bold"))
        _draw_count(screen, state)
        _draw_problem(screen, state)
        screen.line(_("A save or any key stops it."))
    else:
        print_report(screen, state.report.report, state.plan, state.report.places)


def _standing(verdict: Verdict) -> str:
    """The state of a step and how many of its tests pass."""
    step = verdict.step
    passed = sum(test.outcome == "passed" for test in step.tests)
    state = _(STATES[step.status])
    return _("{state}, {passing}").format(state=state, passing=passing(passed, len(step.tests)))


def _failures(verdict: Verdict | None) -> list[TestReport]:
    return [test for test in verdict.step.tests if test.outcome in WRONG] if verdict else []


def _has_more(verdict: Verdict | None) -> bool:
    """Whether several tests fail in ways of their own."""
    return verdict is not None and len(_failures(verdict)) > 1 and not _all_alike(verdict)


def _all_alike(verdict: Verdict) -> bool:
    """Whether all tests fail for one reason, which some of them show by an example."""
    reasons = {
        (test.outcome, test.message.partition("\n")[0], verdict.places.get(test.id))
        for test in verdict.step.tests
    }
    return len(verdict.step.tests) > 1 == len(reasons)


def _first_failure(verdict: Verdict) -> TestReport | None:
    return next(iter(_failures(verdict)), None)
