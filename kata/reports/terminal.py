"""The report that a learner reads: where am I, what is wrong, what next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from kata.curriculum import Curriculum
from kata.language import _, _n, current, mark
from kata.misconceptions.diagnosis import Diagnosis
from kata.reports import words
from kata.reports.places import Places
from kata.reports.screen import Screen, visible
from kata.scoring import Report, StageReport, StepReport, TaskReport, TestReport

GAP = 2
MIN_BAR = 6
NOT_YET = (mark("not available yet, not scored"), mark("not scored yet"))
STYLES = {"done": "green", "failing": "red", "todo": "", "blocked": "yellow", "started": "cyan"}
HEADINGS = {
    "failed": mark("{step} fails: {sentence}"),
    "timeout": mark("{step} takes too long: {sentence}"),
    "crashed": mark("{step} crashes: {sentence}"),
}


@dataclass(frozen=True)
class Row:
    """One line of the table: a title, a few words or a bar, a score.

    `words` says the same at length and, for a narrow screen, in short. `place`, a file:line, is for
    the long list.
    """

    left: Text
    words: tuple[str, ...]
    score: float = 0.0
    max_score: int = 0
    style: str = ""
    bar: bool = False
    place: str = ""


def print_report(screen: Screen, report: Report, curriculum: Curriculum, places: Places) -> None:
    """A line a stage, a task, a step in progress; the first failure in full; what to do next."""
    rows: list[Row] = []
    for stage in report.stages:
        rows += _stage_rows(stage, curriculum)
        for task in stage.tasks if stage.max_score else ():
            rows += _task_rows(screen, task, curriculum)
            rows += _progress_rows(screen, task, everything=len(report.steps) == 1)
    if sum(stage.max_score > 0 for stage in report.stages) > 1:
        done = _steps_done(report.steps)
        total = Text(_("All stages"), "bold")
        rows.append(Row(total, done, report.score, report.max_score, "green", bar=True))
    _print_rows(screen, rows)
    _print_upstream(screen, report)
    _print_failure(screen, report, curriculum, places)
    screen.line()
    if report.next is None:
        print_done(screen, report, curriculum)
    else:
        print_next(screen, report.next, report.target, curriculum, places)


def print_list(screen: Screen, report: Report, curriculum: Curriculum, places: Places) -> None:
    """Every step with its state, stars, title, points, and where it is."""
    rows: list[Row] = []
    for stage in report.stages:
        rows += _stage_rows(stage, curriculum)
        for task in stage.tasks:
            rows += _task_rows(screen, task, curriculum)
            for step in task.steps:
                stars = f"{screen.marks.star * curriculum.step(step.id).stars:4} "
                rows.append(_step_row(screen, step, stars, places.step(step.id)))
    _print_rows(screen, rows)
    _print_upstream(screen, report)


def _stage_rows(stage: StageReport, curriculum: Curriculum) -> Iterator[Row]:
    """The stage's line, unless only a part of it was judged: it would look done too early."""
    if len(stage.tasks) < len(curriculum.stage(stage.id).tasks):
        return
    left = Text(_("Stage {n}").format(n=stage.id) + f"  {stage.title}", "bold")
    if stage.max_score:
        done = _steps_done([step for task in stage.tasks for step in task.steps])
        yield Row(left, done, stage.score, stage.max_score, "green", bar=True)
    else:
        yield Row(left, _not_yet())


def _task_rows(screen: Screen, task: TaskReport, curriculum: Curriculum) -> Iterator[Row]:
    """The task's line, unless only a part of it was judged."""
    says: tuple[str, ...]
    title = _("Task {n}").format(n=task.id) + f"  {task.title}"
    if not task.available:
        yield Row(_marked(screen, 2, "blocked", title), _not_yet())
        return
    if len(task.steps) < len(curriculum.task(task.id).steps):
        return
    if all(step.status == "done" for step in task.steps):
        state, says = "done", (_("done"),)
    elif any(step.status == "done" or words.started(step) for step in task.steps):
        state, says = "started", _steps_done(task.steps)
    else:
        state, says = "todo", (_("to do"),)
    yield Row(_marked(screen, 2, state, title), says, task.score, task.max_score)


def _not_yet() -> tuple[str, ...]:
    return tuple(map(_, NOT_YET))


def _progress_rows(screen: Screen, task: TaskReport, everything: bool) -> Iterator[Row]:
    """A line for each step that the learner is at; those that wait for others share one."""
    waiting = []
    for step in task.steps:
        if everything or (words.started(step) and step.status in ("failing", "todo")):
            yield _step_row(screen, step)
        elif words.started(step) and step.status == "blocked":
            waiting.append(step.id)
    if waiting:
        what = _("blocked by earlier steps: {steps}").format(steps=", ".join(waiting))
        yield Row(_marked(screen, 4, "blocked", what), ("",))


def _step_row(screen: Screen, step: StepReport, rank: str = "", place: str = "") -> Row:
    passed, tests = sum(test.outcome == "passed" for test in step.tests), len(step.tests)
    state = _(words.STATES[step.status])
    says: tuple[str, ...] = (state,)
    if step.status == "failing" or (step.status == "todo" and passed):
        long = _("{state}, {passed} of {tests} tests pass")
        short = _("{passed} of {tests} pass")
        says = tuple(t.format(state=state, passed=passed, tests=tests) for t in (long, short))
    left = _marked(screen, 4, step.status, f"{step.id:4} {rank}{step.title}")
    return Row(left, says, step.score, step.max_score, STYLES[step.status], place=place)


def _marked(screen: Screen, indent: int, state: str, title: str) -> Text:
    mark: str = getattr(screen.marks, state)
    return Text.assemble(" " * indent, (mark, STYLES[state]), f" {title}")


def _steps_done(steps: Sequence[StepReport]) -> tuple[str, ...]:
    done = sum(step.status == "done" for step in steps)
    return (_("{done} of {all} steps").format(done=done, all=len(steps)),)


def _print_rows(screen: Screen, rows: Sequence[Row]) -> None:
    """The table: titles on the left, scores in a column on the right, bars all from one column."""
    scores = [words.points(row.score) for row in rows]
    score_width = max(map(len, scores))
    max_width = max(len(str(row.max_score)) for row in rows)
    width = screen.width - score_width - max_width - len(" / ") - GAP
    bar_start = max([cell_len(row.left.plain) + GAP for row in rows if row.bar], default=0)
    for row, score in zip(rows, scores, strict=True):
        if not row.max_score:
            screen.line(_with_words(screen, row, screen.width))
            continue
        if row.bar and screen.live and width - bar_start >= MIN_BAR:
            body = _with_bar(screen, row, bar_start, width)
        else:
            body = _with_words(screen, row, width)
        right = f"{score:>{score_width}} / {row.max_score:>{max_width}}"
        if row.place and not screen.live:
            right += " " * GAP + row.place
        screen.line(body, " " * GAP, right)
        if row.place and screen.live:
            screen.line(" " * 11, (row.place, "dim"))


def _with_bar(screen: Screen, row: Row, start: int, width: int) -> Text:
    length = width - start
    # Rounded down, so that a bar is full only where everything is done.
    full = int(length * row.score / row.max_score)
    bar = ((screen.marks.full * full, row.style), (screen.marks.empty * (length - full), "dim"))
    return Text.assemble(screen.fit(row.left, start), *bar)


def _with_words(screen: Screen, row: Row, width: int) -> Text:
    fitting = (says for says in row.words if cell_len(row.left.plain + says) + GAP <= width)
    says = next(fitting, row.words[-1])
    left = screen.fit(row.left, width - cell_len(says) - GAP)
    return Text.assemble(left, " " * GAP, (says, row.style))


def _print_upstream(screen: Screen, report: Report) -> None:
    """Whose earlier tasks were used, where they were not the learner's own.

    A test that passes has something to say only where it did so on the reference's earlier tasks.
    """
    lent = {
        task.id: {int(earlier) for earlier, whose in task.upstream.items() if whose == "reference"}
        for task in report.tasks
        if any(words.started(step) for step in task.steps)
    }
    judged = [task for task, earlier in lent.items() if earlier]
    if judged:
        earlier = sorted(set().union(*lent.values()))
        text = _n(
            "{tasks} used the reference for {earlier}: yours is not complete yet.",
            "{tasks} used the reference for {earlier}: yours are not complete yet.",
            len(earlier),
        ).format(tasks=_tasks(judged), earlier=_tasks(earlier))
        screen.paragraph(f"{text[0].upper()}{text[1:]}", style="yellow")
    for step in report.steps:
        notes = {test.message for test in step.tests if test.outcome == "passed" and test.message}
        for note in sorted(notes):
            screen.paragraph(f"{step.id}: {visible(note)}", style="yellow")


def _print_failure(screen: Screen, report: Report, curriculum: Curriculum, places: Places) -> None:
    """The first test that fails, in full; or else what the next step waits for, if it does."""
    steps = sorted(report.steps, key=lambda step: step.status == "blocked")
    failing = [(step, test) for step in steps for test in step.tests if test.outcome in HEADINGS]
    if not failing:
        for step in steps:
            if step.id == report.next and step.status == "blocked":
                screen.line()
                reason = next(test.message for test in step.tests if test.outcome == "blocked")
                text = _("{step} is blocked: {reason}").format(step=step.id, reason=visible(reason))
                screen.paragraph(f"{screen.marks.blocked} {text}", style="bold yellow")
        return
    step, test = failing[0]
    screen.line()
    print_test(screen, step, test)
    if test.id in places.tests:
        screen.line("  ", (places.tests[test.id], "cyan"))
    elif step.id != report.next:  # else it stands below, where the next step is named
        screen.line("  ", (places.step(step.id), "cyan"))
    if more := sum(other is step for other, _ in failing) - 1:
        text = _n(
            "One more test of {step} does not pass.", "{n} more tests of {step} do not pass.", more
        )
        screen.line("  ", (text.format(n=more, step=step.id), "dim"))
    if step.looks_like:
        print_diagnosis(screen, step.looks_like)
    if curriculum.step(step.id).hints:
        text = _("Hint: {command}").format(command=f"python grader.py hint {step.id}")
        screen.line("  ", (text, "bold"))


def print_test(screen: Screen, step: StepReport, test: TestReport) -> None:
    """A test that fails, in full."""
    heading = _(HEADINGS[test.outcome]).format(step=step.id, sentence=visible(test.sentence))
    screen.paragraph(f"{screen.marks.failing} {heading}", style="bold red")
    screen.paragraph(visible(test.message), indent=2)


def print_next(
    screen: Screen, step: str, target: str, curriculum: Curriculum, places: Places
) -> None:
    """The next step, where it is, what explains it, and how to have it judged."""
    entry = curriculum.step(step)
    before, title = _("Next: "), f"{step} {entry.title.in_language(current())}"
    worth = _n("{n} point", "{n} points", entry.points).format(n=entry.points)
    rank = f"{screen.marks.star * entry.stars} {worth}"
    if cell_len(before + title + rank) + GAP <= screen.width:
        screen.line((before, "bold cyan"), (title, "bold"), " " * GAP, rank)
    else:
        screen.line((before, "bold cyan"), (title, "bold"))
        screen.line(" " * GAP, rank)
    screen.link("  ", places.step(step))
    guide = _("Guide: {file}").format(file=entry.guide(current()))
    check = _("Check: {command}").format(command=words.command(target, step))
    if cell_len(guide + check) + 6 <= screen.width:
        screen.line(f"  {guide}    ", (check, "bold"))
    else:
        screen.line(f"  {guide}")
        screen.line("  ", (check, "bold"))


def print_done(screen: Screen, report: Report, curriculum: Curriculum) -> None:
    """That everything that was judged is done."""
    steps = [step.id for step in report.steps]
    if len(steps) == 1:
        text = _("Step {step} is done: {score} of {max} points.")
    else:
        text = _("All {n} steps are done: {score} of {max} points.")
    text = text.format(
        step=steps[0], n=len(steps), score=words.points(report.score), max=report.max_score
    )
    screen.line((f"{screen.marks.done} {text}", "bold green"))
    if len(steps) < sum(len(task.steps) for task in curriculum.tasks if task.available):
        screen.line("  ", _("What comes next: "), (words.command(report.target), "bold"))


def _tasks(ids: Sequence[int]) -> str:
    """The tasks by number, as in "task 4", "tasks 1 and 3", "tasks 4 to 7"."""
    if len(ids) > 2 and ids[-1] - ids[0] == len(ids) - 1:
        return _("tasks {first} to {last}").format(first=ids[0], last=ids[-1])
    *some, last = map(str, ids)
    text = _("tasks {some} and {last}") if some else _("task {last}")
    return text.format(some=", ".join(some), last=last)


def print_diagnosis(screen: Screen, looks_like: Diagnosis) -> None:
    """The mistake that a step's failures look like."""
    screen.paragraph(words.looks_like(looks_like), indent=2, style="bold yellow")
    screen.paragraph(looks_like.text, indent=2)
    screen.line("  ", words.read_on(looks_like))
