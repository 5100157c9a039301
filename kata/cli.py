"""The command line of grader.py: finds the command that is meant, and runs it.

Only the standard library is imported before `main` has seen that the rest is installed, and then
only what a command needs: a report on unchanged code is there at once.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from kata import guard
from kata.commands.common import BROKEN, NOT_DONE, WRONG_USAGE, UsageError
from kata.encoding import language_for, survive_encoding
from kata.language import _, use
from kata.packages import NEEDED
from kata.parser import UnknownCommand, build, language_of, with_command
from kata.paths import ROOT


def main(arguments: Sequence[str]) -> int:
    """Run a command and return the exit status."""
    guard.shut()
    use(language_of(arguments) or language_for(sys.stdout))
    for stream in (sys.stdout, sys.stderr):
        survive_encoding(stream)
    try:
        options = build().parse_args(with_command(arguments))
    except UnknownCommand as error:
        return _complain(str(error), WRONG_USAGE)
    if options.command != "doctor" and (problem := _missing_packages()):
        return _complain(problem, BROKEN)
    from kata.judging.workers import JudgeError

    try:
        status: int = import_module(f"kata.commands.{options.command}").run(options)
    except UsageError as error:
        return _complain(str(error), WRONG_USAGE)
    except JudgeError as error:
        return _complain(str(error), BROKEN)
    except BrokenPipeError:  # whoever read the output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE
    return status


def _missing_packages() -> str:
    """Which packages are not installed, and how to mend that; empty where all are."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if not missing:
        return ""
    lacks = _("this Python ({python}) lacks {packages}.")
    lines = [
        lacks.format(python=sys.executable, packages=", ".join(missing)),
        _("To install what is missing, run `make setup` in {folder}.").format(folder=ROOT),
    ]
    if (ROOT / ".venv").is_dir() and Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        lines.append(_("`make grade` and `make test` then use what is installed in .venv there."))
    return "\n".join(lines)


def _complain(problem: str, status: int) -> int:
    print(f"grader.py: {problem}", file=sys.stderr)
    return status
