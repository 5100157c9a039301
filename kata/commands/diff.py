"""`diff`: the learner's functions of a step beside the reference's."""

import argparse
import difflib
from collections.abc import Sequence

from kata import diary
from kata.commands.common import DONE, NOT_DONE, UsageError, find_step, screen
from kata.commands.judged import judge_own
from kata.curriculum import Step, load
from kata.excerpts import Excerpt, body, excerpts, helpers, names
from kata.files import read_source
from kata.language import _
from kata.paths import EXERCISES, SOLUTIONS
from kata.reports.screen import Screen, visible

STYLES = {"+": "green", "-": "red"}


def run(options: argparse.Namespace) -> int:
    """Print the difference of each function, once the step is done or where it is insisted on."""
    plan = load()
    step = find_step(plan, options.step)
    page = screen(options)
    done = judge_own(plan, [step], options).report.next is None
    if not done and not options.reveal:
        page.paragraph(
            _(
                "Step {step} is not done yet; the reference is there to compare with afterwards."
            ).format(step=step.id)
        )
        for text, command in (
            (_("A hint: {command}"), f"python grader.py hint {step.id}"),
            (_("To look all the same: {command}"), f"python grader.py diff {step.id} --reveal"),
        ):
            page.line("  ", text.format(command=command))
        return NOT_DONE
    if not done:
        diary.add(diary.Entry(diary.now(), "reveal", step.id))
    print_difference(page, step)
    return DONE


def print_difference(page: Screen, step: Step) -> None:
    """The difference of each function; `UsageError` where the learner's file is no Python."""
    theirs = (SOLUTIONS / step.file).read_text("utf-8")
    extra = helpers(theirs, names(step.id))
    mine = _mine(step, [*names(step.id), *(helper.name for helper in extra)])
    page.line((_("- yours   + reference"), "dim"))
    for each in excerpts(theirs, names(step.id)):
        own = next((other for other in mine if other.name == each.name), None)
        if own:
            mine.remove(own)
        _print_function(page, each.name, body(own) if own else [], body(each))
    for helper in extra:  # of the reference's own; the learner may have one of that name
        own = next((other for other in mine if other.name == helper.name), None)
        before, after = own.text.split("\n") if own else [], helper.text.split("\n")
        if before != after:
            _print_function(page, helper.name, before, after)


def _mine(step: Step, wanted: Sequence[str]) -> list[Excerpt]:
    try:
        return excerpts(read_source(EXERCISES / step.file).text, wanted)
    except (OSError, ValueError, SyntaxError) as error:
        text = _("{file} can't be read as Python ({error})")
        raise UsageError(text.format(file=step.file, error=error)) from None


def _print_function(page: Screen, name: str, mine: Sequence[str], theirs: Sequence[str]) -> None:
    page.line()
    page.line((name, "bold"))
    if list(mine) == list(theirs):
        page.line("  ", _("the same as the reference"))
        return
    everything = len(mine) + len(theirs)
    lines = list(difflib.unified_diff(mine, theirs, n=everything, lineterm=""))
    for line in lines[3:]:  # after the names of the files and the line numbers
        page.line((visible(line), STYLES.get(line[:1], "")))
