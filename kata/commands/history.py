"""`history`: how it went, by the diary: tries, time and hints of each step, points over time."""

import argparse
from collections.abc import Sequence
from datetime import timedelta

from rich.cells import cell_len

from kata import diary
from kata.commands.common import DONE, screen
from kata.curriculum import Curriculum, load
from kata.language import _, _n, current
from kata.reports import words
from kata.reports.screen import Screen

LEVELS, ASCII_LEVELS = "▁▂▃▄▅▆▇█", "_.-~=+*#"
GAP = 2


def run(options: argparse.Namespace) -> int:
    """Print what the diary knows."""
    plan, page = load(), screen(options)
    entries = diary.read()
    records = [diary.record(step.id, entries) for step in plan.steps]
    tried = [record for record in records if record.tries or record.hints or record.reveals]
    if not tried:
        page.line(_("Nothing is written down yet: the diary begins with your first try."))
        return DONE
    _print_points(page, plan, diary.points(entries))
    _print_table(page, plan, tried)
    return DONE


def _print_points(page: Screen, plan: Curriculum, history: diary.History) -> None:
    if not history:
        return
    most = sum(task.points for task in plan.tasks if task.available)
    start, end = (f"{at.astimezone():%Y-%m-%d}" for at in (history[0][0], history[-1][0]))
    text = _("{points} of {all} points, {start} to {end}")
    last = words.points(history[-1][1])
    page.line((text.format(points=last, all=most, start=start, end=end), "bold"))
    page.line((sparkline([points for _at, points in history], most, page), "green"))
    page.line()


def sparkline(values: Sequence[float], most: float, page: Screen) -> str:
    """The values as a row of bars, from the first to the last, as many as there is room for."""
    levels = LEVELS if page.unicode else ASCII_LEVELS
    count = min(len(values), page.width)
    sampled = [values[(place + 1) * len(values) // count - 1] for place in range(count)]
    top = len(levels) - 1
    return "".join(levels[min(top, int(value / most * top + 0.5))] for value in sampled)


def _print_table(page: Screen, plan: Curriculum, records: Sequence[diary.Record]) -> None:
    """A line a step. A look at the reference is named where there was one."""
    head = ("", _("tries"), _("until done"), _("hints"))
    rows = [head, *(_row(plan, record) for record in records)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(1, len(head))]
    room = page.width - sum(width + GAP for width in widths)
    for row in rows:
        cells = zip(row[1:], widths, strict=True)
        right = "".join(" " * (GAP + width - cell_len(cell)) + cell for cell, width in cells)
        page.line(page.fit(row[0], room), (right, "dim" if row is head else ""))
    looks = [record.step for record in records if record.reveals]
    if looks:
        text = _("Looked at the reference before it was done: {steps}")
        page.paragraph(text.format(steps=", ".join(looks)), style="dim")


def _row(plan: Curriculum, record: diary.Record) -> tuple[str, str, str, str]:
    title = f"{record.step:5}{plan.step(record.step).title.in_language(current())}"
    done = _("open") if record.time is None else duration(record.time)
    return title, str(record.tries), done, str(record.hints)


def duration(time: timedelta) -> str:
    """A length of time in its largest unit."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return _("at once")
    if minutes < 100:
        return _("{n} min").format(n=minutes)
    hours = round(minutes / 60)
    if hours < 36:
        return _("{n} h").format(n=hours)
    days = round(hours / 24)
    return _n("{n} day", "{n} days", days).format(n=days)
