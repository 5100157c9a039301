"""`reset`: a task or a step back to its skeleton, with a backup; `--restore` brings it back."""

import argparse
import shlex
from pathlib import Path

from kata.commands.common import DONE, UsageError, find_part, screen
from kata.curriculum import load
from kata.language import _
from kata.paths import EXERCISES, ROOT
from kata.reset import BACKUPS, Change, ResetError, backup_names, reset_step, reset_task, restore


def run(options: argparse.Namespace) -> int:
    """Write the exercises, and say what was written and where the old ones are."""
    try:
        change = _restore(options) if options.restore is not None else _reset(options)
    except ResetError as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        text = _("{file} can't be written: {reason}")
        raise UsageError(text.format(file=error.filename, reason=error.strerror)) from None
    _say(change, options)
    return DONE


def _reset(options: argparse.Namespace) -> Change:
    if options.part is None:
        text = _("which task or step? For example: python grader.py reset 1, or reset 1.4")
        raise UsageError(text)
    task, steps = find_part(load(), options.part)
    return reset_step(steps[0]) if "." in options.part else reset_task(task)


def _restore(options: argparse.Namespace) -> Change:
    """The backup that is named, or the last."""
    if options.part is not None:
        raise UsageError(_("name a backup, or a task or step, not both"))
    name = options.restore or next(reversed(backup_names()), "")
    if not name:
        raise UsageError(_("there is no backup yet: `reset` makes one"))
    return restore(name)


def _say(change: Change, options: argparse.Namespace) -> None:
    page = screen(options)
    if not change.files:
        page.line(_("Nothing to do: it is as it would be."))
    for file in change.files:
        page.line(_("{file} is written.").format(file=_seen(EXERCISES / file)))
    if change.backup:
        page.line(_("What was there: {folder}").format(folder=_seen(BACKUPS / change.backup)))
        command = f"python grader.py reset --restore {shlex.quote(change.backup)}"
        page.line(_("To bring it back: {command}").format(command=command))


def _seen(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
