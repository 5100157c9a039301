"""What the tests that fail look like: a wrong solution of the bank, where that is clear."""

from collections.abc import Sequence
from dataclasses import dataclass

from kata.judging.outcomes import TestOutcome
from kata.language import Language
from kata.misconceptions.bank import find
from kata.misconceptions.patterns import known, pattern, recognise


@dataclass(frozen=True)
class Diagnosis:
    """A mistake that was recognised: its name in the bank, what to tell of it, where to read on.

    `guide` is the step whose section of the guide has the matter.
    """

    id: str
    title: str
    text: str
    guide: str


def diagnose(
    step: str, outcomes: Sequence[TestOutcome], language: Language = "en"
) -> Diagnosis | None:
    """The mistake that a step's outcomes look like, or None where that is not clear."""
    found = pattern(outcomes)
    id = recognise(step, found, known()) if found else None
    if id is None:
        return None
    wrong = find(id)
    title, text = wrong.title.in_language(language), wrong.text.in_language(language)
    return Diagnosis(id, title, text, wrong.guide)
