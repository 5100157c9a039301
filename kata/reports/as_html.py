"""The result as one page that needs nothing besides: report.html.jinja with report.css in it.

Everything that comes from a learner goes through autoescaping, and the page forbids scripts.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from kata.curriculum import Curriculum, Stage, Task
from kata.diary import History
from kata.judging.outcomes import Verdict
from kata.language import _, _n, current
from kata.reports import words
from kata.reports.pictures import Picture
from kata.reports.places import Places
from kata.reports.screen import visible
from kata.scoring import Report, StageReport, StepReport, TaskReport

ICONS: dict[Verdict, str] = {
    "passed": "done",
    "failed": "failing",
    "timeout": "failing",
    "crashed": "failing",
    "todo": "todo",
    "blocked": "blocked",
}


def dumps(
    report: Report,
    curriculum: Curriculum,
    places: Places,
    history: History = (),
    pictures: Iterable[Picture] = (),
    now: datetime | None = None,
) -> str:
    """The page as text, in the language in force, which must be the report's.

    `history` holds the points at earlier times.
    """
    return _template().render(
        report=report,
        plan=curriculum,
        places=places,
        language=current(),
        counts=_statuses(report.steps),
        states=words.STATES,
        outcomes=words.OUTCOMES,
        outcome_icons=ICONS,
        wrong=words.WRONG,
        spark=spark(history, report.max_score),
        pictures=list(pictures),
        now=now,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "_": _,
        "_n": _n,
        "command": words.command,
        "done": lambda steps: _statuses(steps)["done"],
        "points": words.points,
        "started": lambda task: any(map(words.started, task.steps)),
        "whole": whole,
        "visible": visible,
        "looks_like": words.looks_like,
        "read_on": words.read_on,
    }
    return environment.get_template("report.html.jinja")


def whole(judged: StageReport | TaskReport, planned: Stage | Task) -> bool:
    """Whether all was judged that can be: a bar for a part of it would be full too early."""
    tasks = planned.tasks if isinstance(planned, Stage) else (planned,)
    return judged.max_score == sum(task.points for task in tasks if task.available)


def _statuses(steps: Iterable[StepReport]) -> Counter[str]:
    return Counter(step.status for step in steps)


@dataclass(frozen=True)
class Spark:
    """Points over time as a line: its corners and its last one, and the same in words."""

    points: str
    end: tuple[float, float]
    label: str
    width: int = 240
    height: int = 48


def spark(history: History, max_score: int) -> Spark | None:
    """The line through a history from earliest to latest; None where it is too short for one."""
    if len(history) < 2 or not max_score:
        return None
    entries = sorted(history)
    (start, first), (end, last) = entries[0], entries[-1]
    span = (end - start).total_seconds() or 1.0
    corners = [
        (
            round(Spark.width * (time - start).total_seconds() / span, 1),
            round(Spark.height * (1 - min(points / max_score, 1)), 1),
        )
        for time, points in entries
    ]
    label = _("From {first} to {last} points, {start} to {end}").format(
        first=words.points(first),
        last=words.points(last),
        start=f"{start.astimezone():%Y-%m-%d}",
        end=f"{end.astimezone():%Y-%m-%d}",
    )
    return Spark(" ".join(f"{x:g},{y:g}" for x, y in corners), corners[-1], label)
