"""Judging as commands do it: with progress on a terminal, and the diary kept."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kata import diary
from kata.curriculum import Curriculum, Step
from kata.judging.judge import Options, judge
from kata.judging.outcomes import Judgement, TestOutcome
from kata.language import _, current
from kata.paths import EXERCISES
from kata.reports.places import Places, find
from kata.reports.screen import Color, open_screen
from kata.scoring import Report, score

Progress = Callable[[Step, tuple[TestOutcome, ...]], None]


@dataclass(frozen=True)
class Judged:
    """What came of judging some steps of a tree."""

    judgement: Judgement
    report: Report
    places: Places


def judge_steps(
    plan: Curriculum,
    steps: Sequence[Step],
    how: Options,
    name: str,
    color: Color,
    also: Progress | None = None,
) -> Judged:
    """Judge those steps that are available; `name` is what the learner calls the tree.

    `also` is told of each step, as the progress is.
    """
    available = [step for step in steps if plan.task(step.task).available]
    with progress(available, color) as tell:
        judgement = judge(plan, available, how, _both(tell, also) if also else tell)
    report = score(plan, judgement, steps, name, current())
    if how.target == EXERCISES:
        diary.add_tries(judgement.fresh)
    return Judged(judgement, report, find(how.target, judgement.outcomes.values(), Path.cwd()))


def _both(one: Progress, other: Progress) -> Progress:
    def tell(step: Step, outcomes: tuple[TestOutcome, ...]) -> None:
        one(step, outcomes)
        other(step, outcomes)

    return tell


@contextmanager
def progress(steps: Sequence[Step], color: Color) -> Iterator[Progress]:
    """Shows on a terminal how many steps have been judged, and leaves nothing of it behind."""
    if not sys.stderr.isatty():
        yield lambda step, outcomes: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (_("Judging"), BarColumn(), MofNCompleteColumn(), _("steps"), TimeElapsedColumn())
    with RichProgress(
        *columns,
        console=open_screen(sys.stderr, color).console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        row = bar.add_task("", total=len(steps))
        yield lambda step, outcomes: bar.advance(row, step in steps)


def judge_own(plan: Curriculum, steps: Sequence[Step], options: argparse.Namespace) -> Judged:
    """Judge steps of the learner's own tree, as they are judged by default."""
    how = Options(EXERCISES, language=current())
    return judge_steps(plan, steps, how, "exercises", options.color)
