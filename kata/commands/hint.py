"""`hint`: a nudge for a step, from the idea to nearly the code."""

import argparse

from kata.commands.common import DONE, UsageError, find_step, screen
from kata.curriculum import load
from kata.language import _, current


def run(options: argparse.Namespace) -> int:
    """Print one of a step's hints, and how to get the next."""
    step = find_step(load(), options.step)
    number = options.number or 1
    if number > len(step.hints):
        text = _("step {step} has {n} hints; the guide says more: python grader.py show {step}")
        raise UsageError(text.format(step=step.id, n=len(step.hints)))
    page = screen(options)
    title = f"{step.id} {step.title.in_language(current())}"
    page.line((f"{title} ({number}/{len(step.hints)})", "bold"))
    page.paragraph(step.hints[number - 1].in_language(current()))
    if number < len(step.hints):
        page.line((f"> python grader.py hint {step.id}", "dim"))
    return DONE
