"""`next`: the next step, in the learner's editor where there is one, or else as file:line."""

import argparse
import subprocess
import sys

from kata.commands.common import DONE, screen
from kata.commands.judged import judge_own
from kata.curriculum import load
from kata.editor import command
from kata.language import _
from kata.paths import EXERCISES
from kata.reports.terminal import print_done, print_next
from kata.skeleton import location


def run(options: argparse.Namespace) -> int:
    """Find it, by judging what has changed of one task after the other, and open it."""
    plan, page = load(), screen(options)
    for task in plan.tasks:
        judged = judge_own(plan, task.steps, options)
        if judged.report.next is not None:
            break
    else:
        judged = judge_own(plan, plan.steps, options)
    if judged.report.next is None:
        print_done(page, judged.report, plan)
        return DONE
    print_next(page, judged.report.next, "exercises", plan, judged.places)
    path, line = location(judged.report.next, EXERCISES)
    editor = command(path, line)
    if editor is None or not (page.live and sys.stdin.isatty()):
        return DONE
    try:
        subprocess.run(editor, check=False)
    except OSError as error:
        text = _("{editor} can't be started: {reason}")
        page.line(text.format(editor=editor[0], reason=error.strerror))
    return DONE
