"""`report`: where you are, what is wrong, what to do next; the same result in other formats."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from kata.commands import outputs
from kata.commands.common import DONE, NOT_DONE, UsageError, not_available, screen
from kata.commands.judged import judge_steps
from kata.curriculum import Curriculum, Step, load
from kata.judging.judge import Options
from kata.language import _, current
from kata.paths import EXERCISES, SOLUTIONS
from kata.reports import github
from kata.reports.terminal import print_list, print_report

TREES = {"exercises": EXERCISES, "solutions": SOLUTIONS}


def run(options: argparse.Namespace) -> int:
    """Judge what is selected, and report on it; all of it at length for `list`."""
    plan = load()
    steps = _selected(plan, options)
    how = _how(options, _target(options.target, plan))
    files = outputs.asked(options)
    tell = outputs.live(files, plan, steps, how.target)
    judged = judge_steps(plan, steps, how, options.target, options.color, tell)
    result = outputs.Result(plan, judged.report, judged.judgement, how.target)
    github.publish(judged.report, result.places, os.environ, sys.stderr)
    outputs.write(files, result)
    if None not in files.values():  # else the output is one of the formats
        show = print_list if options.command == "list" else print_report
        show(screen(options), judged.report, plan, judged.places)
    sys.stdout.flush()
    return DONE if judged.report.next is None else NOT_DONE


def _selected(plan: Curriculum, options: argparse.Namespace) -> list[Step]:
    """The steps that were asked for; `UsageError` where there are none, or none of them yet."""
    try:
        if options.step is not None:
            steps = [plan.step(options.step)]
        elif options.task is not None:
            steps = list(plan.task(options.task).steps)
        elif options.stage is not None:
            steps = [step for task in plan.stage(options.stage).tasks for step in task.steps]
        else:
            steps = list(plan.steps)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
    if not any(plan.task(step.task).available for step in steps):
        raise not_available(plan)
    return steps


def _target(name: str, plan: Curriculum) -> Path:
    """The tree to judge: one of the project's own by name, or any other folder by its path."""
    target = TREES.get(name, Path(name)).resolve()
    if not os.path.isdir(target):  # unlike `is_dir`, it can't fail
        own = _(" and ").join(tree for tree, path in TREES.items() if path.is_dir())
        text = _("there is no folder {name}; the project has {own}")
        raise UsageError(text.format(name=name, own=own))
    folders = [stage.folder for stage in plan.stages]
    if not any((target / folder).is_dir() for folder in folders):
        text = _("{name} holds none of the stages' folders: {folders}")
        raise UsageError(text.format(name=name, folders=", ".join(folders)))
    return target


def _how(options: argparse.Namespace, target: Path) -> Options:
    how = Options(
        target,
        seconds=options.timeout,
        seed=options.seed,
        fresh=options.fresh,
        jobs=options.jobs,
        language=current(),
    )
    return how if options.memory is None else replace(how, memory=options.memory)
