"""The result as Markdown, for the summary that GitHub Actions shows beside a run."""

import re

from kata.encoding import UNICODE
from kata.language import _, _n
from kata.reports.places import Places
from kata.reports.screen import visible
from kata.reports.words import OUTCOMES, WRONG, command, looks_like, points
from kata.scoring import Report, StepReport, TestReport

LONGEST = 2000  # characters of a message; GitHub takes no summary above 1 MiB


def dumps(report: Report, places: Places) -> str:
    """The document as text: progress, the first failure of each step, what comes next."""
    parts = ["## " + _("Transformer kata") + f": {_score(report.score, report.max_score)}"]
    if report.max_score:
        parts.append(_table(report))
    for step in report.steps:
        if failing := [test for test in step.tests if test.outcome in WRONG]:
            parts.append(_failure(step, failing, places))
    parts.append(_next(report, places))
    return "\n\n".join(parts) + "\n"


def _table(report: Report) -> str:
    columns = _("task"), _("steps done"), _("points")
    rows = [f"| {' | '.join(columns)} |", "| :-- | --: | --: |"]
    for task in report.tasks:
        if task.steps:
            done = sum(step.status == "done" for step in task.steps)
            rows.append(
                f"| {task.id} {plain(task.title)} | {done} / {len(task.steps)} "
                f"| {points(task.score)} / {task.max_score} |"
            )
    return "\n".join(rows)


def _failure(step: StepReport, failing: list[TestReport], places: Places) -> str:
    first, more = failing[0], len(failing) - 1
    what = f"{_(OUTCOMES[first.outcome])}: {plain(first.sentence)}"
    lines = [
        f"### {UNICODE.failing} {step.id} {plain(step.title)}",
        what,
        fenced(f"{first.message[:LONGEST]}\n\n{places.of(step.id, first.id)}"),
    ]
    if more:
        text = _n("One more test does not pass.", "{n} more tests do not pass.", more)
        lines.append(text.format(n=more))
    if step.looks_like:
        lines.append(f"**{plain(looks_like(step.looks_like))}** {plain(step.looks_like.text)}")
    return "\n\n".join(lines)


def _next(report: Report, places: Places) -> str:
    if report.next is None:
        return f"{UNICODE.done} " + _("All of it is done.")
    title = next(step.title for step in report.steps if step.id == report.next)
    where = f"{places.step(report.next)}\n{command(report.target, report.next)}"
    heading = _("Next: ") + f"{report.next} {plain(title)}"
    return f"**{heading}**\n\n{fenced(where)}"


def _score(score: float, max_score: int) -> str:
    return _("{score} of {max_score} points").format(score=points(score), max_score=max_score)


def plain(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    text = " ".join(visible(text).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-!|~$])", r"\\\1", text)


def fenced(text: str) -> str:
    """A text in a block of code, in a fence that is longer than any in it."""
    text = visible(text).strip("\n")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
