"""The result in the formats that programs and browsers read, each in a file or on the output."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kata import diary
from kata.commands.common import UsageError
from kata.curriculum import Curriculum, Step
from kata.files import replace
from kata.judging.outcomes import Judgement, TestOutcome
from kata.language import _
from kata.paths import EXERCISES
from kata.reports.places import Places, find
from kata.scoring import Report

Progress = Callable[[Step, tuple[TestOutcome, ...]], None]


@dataclass(frozen=True)
class Result:
    """What a format may show; places are seen from the project's root."""

    plan: Curriculum
    report: Report
    judgement: Judgement
    target: Path

    @property
    def places(self) -> Places:
        return find(self.target, self.judgement.outcomes.values())


def asked(options: argparse.Namespace) -> dict[str, Path | None]:
    """Which formats are asked for, and where each goes: None is the output.

    `UsageError` where that can't be, before the judging takes its time.
    """
    names = {name: getattr(options, name) for name in TEXTS if getattr(options, name) is not None}
    if list(names.values()).count("-") > 1:
        listed = ", ".join(f"--{name}" for name, file in names.items() if file == "-")
        raise UsageError(_("only one can go to the output: {options}").format(options=listed))
    if "classroom50" in names:
        _need_runner(os.environ)
    return {name: None if it == "-" else _writable(Path(it)) for name, it in names.items()}


def _writable(path: Path) -> Path:
    """The path, once it is clear that `replace` can write there."""
    real = os.path.realpath(path)
    folder = os.path.dirname(real)
    if os.path.isdir(real) or not os.path.isdir(folder):
        text = _("{path} can't be written: its folder must exist, and it must be no folder")
        raise UsageError(text.format(path=path))
    is_special = os.path.exists(real) and not os.path.isfile(real)
    if not os.access(real if is_special else folder, os.W_OK):
        raise _failed(path, os.strerror(errno.EACCES))
    return path


def _need_runner(environment: Mapping[str, str]) -> None:
    from kata.reports.as_classroom50 import missing

    if names := missing(environment):
        text = _("Classroom 50's runner must say what is judged; not set: {names}")
        raise UsageError(text.format(names=", ".join(names)))


def live(
    files: Mapping[str, Path | None], plan: Curriculum, steps: Sequence[Step], target: Path
) -> Progress | None:
    """What is to be told of each step, where a file is written while the judging goes on."""
    path = files.get("gradescope")
    if path is None:
        return None
    from kata.reports.as_gradescope import Writer

    with _explained(path):
        writer = Writer(path, plan, steps, target)

    def tell(step: Step, outcomes: tuple[TestOutcome, ...]) -> None:
        with _explained(path):
            writer(step, outcomes)

    return tell


def write(files: Mapping[str, Path | None], result: Result) -> None:
    """Write every format that was asked for."""
    for name, path in files.items():
        text = TEXTS[name](result)
        if path is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))  # each says so itself, or is ASCII
            sys.stdout.buffer.flush()
        else:
            with _explained(path):
                replace(path, text)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _failed(path, error.strerror or str(error)) from None


def _failed(path: Path, reason: str) -> UsageError:
    return UsageError(_("{path} can't be written: {reason}").format(path=path, reason=reason))


def _json(result: Result) -> str:
    from kata.reports import as_json

    return as_json.dumps(result.report)


def _junit(result: Result) -> str:
    from kata.reports import as_junit

    return as_junit.dumps(result.report, result.plan, result.places)


def _html(result: Result) -> str:
    from kata.reports import as_html
    from kata.reports.pictures import pictures

    own = result.target == EXERCISES
    everything = sum(task.points for task in result.plan.tasks if task.available)
    whole = result.report.max_score == everything
    return as_html.dumps(
        result.report,
        result.plan,
        result.places,
        history=diary.points(diary.read()) if own and whole else (),
        pictures=pictures() if own else (),
        now=datetime.now(),
    )


def _gradescope(result: Result) -> str:
    from kata.reports import as_gradescope

    places = find(result.target, result.judgement.outcomes.values(), base=result.target)
    return as_gradescope.dumps(result.report, places)


def _classroom50(result: Result) -> str:
    from kata.reports import as_classroom50

    return as_classroom50.dumps(result.report, os.environ, datetime.now().astimezone())


TEXTS: dict[str, Callable[[Result], str]] = {
    "json": _json,
    "junit": _junit,
    "html": _html,
    "gradescope": _gradescope,
    "classroom50": _classroom50,
}
