"""`show`: all that there is to read about a step: the guide, the docstrings, what the tests say."""

import argparse

from kata.commands.common import DONE, find_step, screen
from kata.curriculum import Step, load
from kata.excerpts import excerpts, names
from kata.guide import section
from kata.language import _, current, sentence
from kata.paths import EXERCISES, ROOT, SOLUTIONS
from kata.reports.places import seen_from
from kata.reports.screen import Screen
from kata.sentences import sentences
from kata.skeleton import location, skeleton


def run(options: argparse.Namespace) -> int:
    """Print it, rendered on a terminal and as it is elsewhere."""
    step = find_step(load(), options.step)
    page = screen(options)
    _show_guide(page, step)
    path, line = location(step.id, EXERCISES)
    _head(page, _("What to write: {place}").format(place=seen_from(ROOT, f"{path}:{line}")))
    given = skeleton((SOLUTIONS / step.file).read_text("utf-8"))
    for excerpt in excerpts(given, names(step.id)):
        page.code(excerpt.text)
        page.line()
    _head(page, _("What the tests say"))
    for english in sentences(ROOT / step.test_file).values():
        page.paragraph(f"- {sentence(english)}")
    return DONE


def _show_guide(page: Screen, step: Step) -> None:
    file = step.guide(current())
    try:
        text = section((ROOT / file).read_text("utf-8"), step.id)
    except (OSError, UnicodeDecodeError):
        text = ""
    if text:
        page.markdown(text)
    else:
        page.line(
            _("There is no section on step {step} in {file}.").format(step=step.id, file=file)
        )
    page.line()


def _head(page: Screen, text: str) -> None:
    page.line((text, "bold cyan"))
    page.line()
