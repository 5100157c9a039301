"""`watch`: a step is judged again on every save, and the screen says how it stands."""

import argparse

from kata import diary
from kata.commands.common import DONE, UsageError, find_part
from kata.commands.diff import print_difference
from kata.curriculum import Step, load
from kata.encoding import UNICODE
from kata.watch.loop import run as watch
from kata.watch.state import Compared, start
from kata.watch.view import Sheet

WIDTH = 1000  # wider than any line of code: where a screen breaks it is known later


def run(options: argparse.Namespace) -> int:
    """Watch the step that is named, the first of a task or of all that is not done."""
    plan = load()
    entries = diary.read()
    hints = {step.id: diary.hints_taken(step.id, entries) for step in plan.steps}
    _task, steps = find_part(plan, options.part) if options.part else (None, ())
    if len(steps) == 1:
        state, effects = start(plan, hints, step=steps[0])
    else:
        state, effects = start(plan, hints, among=steps)
    try:
        watch(state, effects, options.color, _compare)
    except KeyboardInterrupt:  # the usual way to leave what goes on and on
        pass
    return DONE


def _compare(step: Step) -> Compared:
    try:
        lines = Sheet(WIDTH, UNICODE).draw(lambda screen: print_difference(screen, step))
    except UsageError as error:
        return Compared(problem=str(error))
    return Compared(lines)
