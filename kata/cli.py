"""The command line of grader.py.

Only the standard library is imported before `main` has seen that the rest is installed, and then
only what a command needs: a report on unchanged code is there at once.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kata.curriculum import Curriculum, Step, load
from kata.paths import EXERCISES, ROOT, SOLUTIONS

if TYPE_CHECKING:
    from kata.judging.outcomes import Judgement, TestOutcome
    from kata.reports.screen import Color
    from kata.scoring import Report

TREES = {"exercises": EXERCISES, "solutions": SOLUTIONS}
COMMANDS = {
    "report": "where you are, what is wrong, what to do next (what you get without a command)",
    "list": "every step with its state, points, stars and place",
}
HINT = "a nudge for a step, from the idea to nearly the code; ask for the next as you need it"
# What the judge imports, and with it everything that a learner's module may.
PACKAGES = ("numpy", "torch", "pytest", "hypothesis", "msgpack", "psutil", "rich", "sklearn")

Progress = Callable[[Step, "tuple[TestOutcome, ...]"], None]

DONE, NOT_DONE, WRONG_USAGE, BROKEN = 0, 1, 2, 3


class UsageError(Exception):
    """What was asked for does not exist; the message says what does."""


def main(arguments: Sequence[str]) -> int:
    """Run a command and return the exit status."""
    options = _parser().parse_args(_with_command(arguments))
    if problem := _missing_packages():
        return _complain(problem, BROKEN)
    from kata.judging.judge import JudgeError
    from kata.reports.screen import survive_encoding

    survive_encoding(sys.stdout)
    survive_encoding(sys.stderr)
    try:
        return _hint(options) if options.command == "hint" else _run(options)
    except UsageError as error:
        return _complain(str(error), WRONG_USAGE)
    except JudgeError as error:
        return _complain(str(error), BROKEN)
    except BrokenPipeError:  # whoever read the output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE


def _with_command(arguments: Sequence[str]) -> Sequence[str]:
    """Without a command, it is a report."""
    if arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help")):
        return arguments
    return ["report", *arguments]


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    part = shared.add_mutually_exclusive_group()
    part.add_argument("--stage", type=int, metavar="N", help="only one stage")
    part.add_argument("--task", type=int, metavar="N", help="only one task")
    part.add_argument("--step", metavar="N.M", help="only one step")
    shared.add_argument(
        "--target",
        default="exercises",
        metavar="DIR",
        help="whose code: exercises (what you write), solutions, or a folder with the stages in it",
    )
    shared.add_argument("--json", metavar="FILE", help="write the result as JSON; - for the output")
    shared.add_argument("--fresh", action="store_true", help="judge again what has not changed")
    shared.add_argument(
        "--seed",
        type=_integer(0),
        metavar="N",
        help="judge thoroughly, on many random examples that this number decides",
    )
    shared.add_argument("--jobs", type=_integer(1), metavar="N", help="how many steps at a time")
    shared.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="CPU time that one test may take"
    )
    shared.add_argument(
        "--memory", type=_integer(1), metavar="MIB", help="memory that your code may take"
    )
    shared.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto: in a terminal, unless NO_COLOR is set; FORCE_COLOR asks for it elsewhere",
    )
    parser = argparse.ArgumentParser(
        prog="grader.py",
        description="Judges your code and says where you are, what is wrong, and what to do next.",
        epilog="Each command has a --help of its own. Exit status: 0 all selected steps are done, "
        "1 some are not, 2 wrong usage, 3 a broken installation.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, description in COMMANDS.items():
        commands.add_parser(name, parents=[shared], help=description, description=description)
    hint = commands.add_parser("hint", help=HINT, description=HINT)
    hint.add_argument("step", metavar="N.M")
    hint.add_argument("number", nargs="?", type=_integer(1), default=1, metavar="K")
    hint.add_argument("--lang", choices=("en", "zh"), default="en", help="the language")
    return parser


def _integer(least: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} up")
        return number

    return parse


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def _missing_packages() -> str:
    """Which packages are not installed, and how to mend that; empty where all are."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if not missing:
        return ""
    mend = f"To install what is missing, run `make setup` in {ROOT}."
    if (ROOT / ".venv").is_dir() and Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        mend += "\n`make grade` and `make test` then use what is installed in .venv there."
    return f"this Python ({sys.executable}) lacks {', '.join(missing)}.\n{mend}"


def _complain(problem: str, status: int) -> int:
    print(f"grader.py: {problem}", file=sys.stderr)
    return status


def _hint(options: argparse.Namespace) -> int:
    """Print one of a step's hints, and how to get the next."""
    try:
        step = load().step(options.step)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
    if options.number > len(step.hints):
        raise UsageError(f"step {step.id} has {len(step.hints) or 'no'} hints; the guide says more")
    from rich.console import Console

    say = Console(highlight=False, markup=False).print
    title = step.title.in_language(options.lang)
    say(f"{step.id} {title} ({options.number}/{len(step.hints)})")
    say(step.hints[options.number - 1].in_language(options.lang))
    if options.number < len(step.hints):
        say(f"> python grader.py hint {step.id} {options.number + 1} --lang {options.lang}")
    return DONE


def _run(options: argparse.Namespace) -> int:
    """Judge what is selected, and report on it."""
    from kata.scoring import score

    curriculum = load()
    steps = _selected(curriculum, options)
    target = _target(options.target, curriculum)
    json_file = None if options.json in (None, "-") else _writable(Path(options.json))
    judgement = _judge(curriculum, steps, target, options)
    report = score(curriculum, judgement, steps, options.target)
    if options.json is not None:
        from kata.files import replace as replace_file
        from kata.reports import as_json

        if json_file is None:
            sys.stdout.write(as_json.dumps(report))
        else:
            try:
                replace_file(json_file, as_json.dumps(report))
            except OSError as error:
                raise UsageError(f"{json_file} can't be written: {error.strerror}") from None
    if options.json != "-":
        _print(options, report, curriculum, judgement, target)
    sys.stdout.flush()
    return DONE if report.next is None else NOT_DONE


def _selected(curriculum: Curriculum, options: argparse.Namespace) -> list[Step]:
    """The steps that were asked for; `UsageError` where there are none, or none of them yet."""
    try:
        if options.step is not None:
            steps = [curriculum.step(options.step)]
        elif options.task is not None:
            steps = list(curriculum.task(options.task).steps)
        elif options.stage is not None:
            steps = [step for task in curriculum.stage(options.stage).tasks for step in task.steps]
        else:
            steps = list(curriculum.steps)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
    available = [task.id for task in curriculum.tasks if task.available]
    if not any(step.task in available for step in steps):
        listed = ", ".join(map(str, available))
        raise UsageError(f"that is not available yet; the tasks that are: {listed}")
    return steps


def _target(name: str, curriculum: Curriculum) -> Path:
    """The tree to judge: one of the project's own by name, or any other folder by its path."""
    target = TREES.get(name, Path(name)).resolve()
    if not target.is_dir():
        own = " and ".join(tree for tree, path in TREES.items() if path.is_dir())
        raise UsageError(f"there is no folder {name}; the project has {own}")
    folders = [stage.folder for stage in curriculum.stages]
    if not any((target / folder).is_dir() for folder in folders):
        raise UsageError(f"{name} holds none of the stages' folders: {', '.join(folders)}")
    return target


def _writable(path: Path) -> Path:
    """A path for a file that is to be written, looked at before the judging takes its time."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UsageError(
            f"{path} can't be written: its folder must exist, and it must be no folder"
        )
    return path


def _judge(
    curriculum: Curriculum, steps: Sequence[Step], target: Path, options: argparse.Namespace
) -> "Judgement":
    from kata.judging.judge import Options, judge

    how = Options(
        target=target,
        seconds=options.timeout,
        seed=options.seed,
        fresh=options.fresh,
        jobs=options.jobs,
    )
    if options.memory is not None:
        how = replace(how, memory=options.memory)
    available = [step for step in steps if curriculum.task(step.task).available]
    with _progress(available, options.color) as progress:
        return judge(curriculum, available, how, progress)


@contextmanager
def _progress(steps: Sequence[Step], color: "Color") -> Iterator[Progress]:
    """Shows on a terminal how many steps have been judged, and leaves nothing of it behind."""
    if not sys.stderr.isatty():
        yield lambda step, outcomes: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    from kata.reports.screen import open_screen

    columns = ("Judging", BarColumn(), MofNCompleteColumn(), "steps", TimeElapsedColumn())
    with RichProgress(
        *columns,
        console=open_screen(sys.stderr, color).console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        row = bar.add_task("", total=len(steps))
        yield lambda step, outcomes: bar.advance(row, step in steps)


def _print(
    options: argparse.Namespace,
    report: "Report",
    curriculum: Curriculum,
    judgement: "Judgement",
    target: Path,
) -> None:
    from kata.reports.places import Places
    from kata.reports.screen import open_screen
    from kata.reports.terminal import print_list, print_report

    places = Places(
        step=lambda id: _place(curriculum.step(id), target),
        tests={
            test.id: _from_here(test.where)
            for tests in judgement.outcomes.values()
            for test in tests
            if test.where
        },
    )
    show = print_list if options.command == "list" else print_report
    show(open_screen(sys.stdout, options.color), report, curriculum, places)


def _place(step: Step, target: Path) -> str:
    """Where to work on a step, as file:line."""
    from kata.skeleton import location

    path, line = location(step.id, target)
    return _from_here(f"{path}:{line}")


def _from_here(place: str) -> str:
    """A file:line from the project's root, as seen from the current folder where it lies in it."""
    path, here = ROOT / place, Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
