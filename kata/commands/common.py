"""What commands share: the exit status, complaints about how they are used, what they print on."""

import argparse
import sys
from typing import TYPE_CHECKING

from kata.curriculum import Curriculum, Step, Task
from kata.language import _

if TYPE_CHECKING:
    from kata.reports.screen import Screen

DONE, NOT_DONE, WRONG_USAGE, BROKEN = 0, 1, 2, 3


class UsageError(Exception):
    """What was asked for does not exist; the message says what does."""


def find_step(plan: Curriculum, name: str) -> Step:
    """A step that is there to be worked at."""
    try:
        step = plan.step(name)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
    if not plan.task(step.task).available:
        raise not_available(plan)
    return step


def find_part(plan: Curriculum, name: str) -> tuple[Task, tuple[Step, ...]]:
    """A task and, of its steps, those that a name such as 2 or 2.3 means."""
    if "." in name:
        step = find_step(plan, name)
        return plan.task(step.task), (step,)
    try:
        task = plan.task(int(name))
    except ValueError:
        text = _("{name} is no task and no step: 1 is a task, 1.4 a step")
        raise UsageError(text.format(name=name)) from None
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
    if not task.available:
        raise not_available(plan)
    return task, task.steps


def not_available(plan: Curriculum) -> UsageError:
    """The complaint about a part of the curriculum that is announced only."""
    tasks = ", ".join(str(task.id) for task in plan.tasks if task.available)
    return UsageError(
        _("that is not available yet; the tasks that are: {tasks}").format(tasks=tasks)
    )


def screen(options: argparse.Namespace) -> "Screen":
    """The standard output."""
    from kata.reports.screen import open_screen

    return open_screen(sys.stdout, options.color)
