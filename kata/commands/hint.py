"""`hint`: a nudge for a step, from the idea to nearly the code; the diary knows which come next."""

import argparse

from kata import diary
from kata.commands.common import DONE, UsageError, find_step, screen
from kata.commands.judged import judge_own
from kata.curriculum import Curriculum, Step, load
from kata.files import read_source
from kata.language import _, current
from kata.markers import stubs
from kata.misconceptions.diagnosis import Diagnosis
from kata.paths import EXERCISES
from kata.reports.terminal import print_diagnosis


def run(options: argparse.Namespace) -> int:
    """Print the hint that is asked for, or the next that was not taken, and how to get on."""
    plan = load()
    step = find_step(plan, options.step)
    count = len(step.hints)
    if not count:
        text = _("step {step} has no hints; the guide explains it: python grader.py show {step}")
        raise UsageError(text.format(step=step.id))
    taken = diary.hints_taken(step.id, diary.read())
    number = options.number or min(taken + 1, count)
    if number > count:
        text = _("step {step} has {n} hints; the guide says more: python grader.py show {step}")
        raise UsageError(text.format(step=step.id, n=count))
    page = screen(options)
    recognised = _recognised(plan, step, options)  # takes a while, and may be ended
    if number > taken:
        diary.add(diary.Entry(diary.now(), "hint", step.id, number=number))
    if recognised:
        print_diagnosis(page, recognised)
        page.line()
    title = f"{step.id} {step.title.in_language(current())}"
    page.line((f"{title} ({number}/{count})", "bold"))
    page.paragraph(step.hints[number - 1].in_language(current()), hang=0)
    page.line()
    if number == count:
        text = _("That was the last hint. The guide: {command}")
        page.line((text.format(command=f"python grader.py show {step.id}"), "dim"))
    else:
        command = f"python grader.py hint {step.id}"
        command += "" if number >= taken else f" {number + 1}"
        page.line((_("The next hint: {command}").format(command=command), "dim"))
    return DONE


def _recognised(plan: Curriculum, step: Step, options: argparse.Namespace) -> Diagnosis | None:
    """The mistake that what the learner has written looks like, if anything is written yet."""
    try:
        written = step.id not in stubs(read_source(EXERCISES / step.file).text).values()
    except (OSError, ValueError, SyntaxError):
        return None
    if not written:
        return None
    (judged,) = judge_own(plan, [step], options).report.steps
    return judged.looks_like
