"""The traces that wrong solutions leave, and what a learner's step looks like by them.

A pattern says of each test of the step that does not pass what went wrong: its clue. The patterns
of the bank are data, which `make teeth` writes.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kata.judging.outcomes import TestOutcome

FILE = Path(__file__).parent / "patterns.json"

CLOSE, APART = 0.75, 0.2  # how like a pattern has to be, and how much less like any other

Pattern = Mapping[str, str]


def step(id: str) -> str:
    """The step of a wrong solution, by its name."""
    return id.partition("/")[0]


def pattern(outcomes: Iterable[TestOutcome]) -> Pattern:
    """What outcomes of one step leave: the clue of each test that does not pass, by its name."""
    return {o.id.partition("::")[2]: o.clue for o in outcomes if o.outcome != "passed"}


@cache
def known() -> Mapping[str, Pattern]:
    """The pattern of each wrong solution of the bank."""
    data: dict[str, Pattern] = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    return data


def write(patterns: Mapping[str, Pattern]) -> None:
    """Keep patterns as data."""
    ordered = {id: dict(sorted(found.items())) for id, found in sorted(patterns.items())}
    FILE.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", "utf-8")


def recognise(step_id: str, found: Pattern, among: Mapping[str, Pattern]) -> str | None:
    """The wrong solution of a step that leaves a pattern like this, or None where it isn't clear.

    A pattern that just one of them leaves is clear. So is one that is close to it, and to no other:
    the same mistake in other words often fails a test more or less, or raises another error.
    """
    of_step = {id: other for id, other in among.items() if step(id) == step_id}
    same = [id for id, other in of_step.items() if other == found]
    same = same or [id for id, other in of_step.items() if kinds(other) == kinds(found)]
    if same:
        return same[0] if len(same) == 1 else None
    ranking = sorted(((likeness(found, other), id) for id, other in of_step.items()), reverse=True)
    (best, id), (second, _id) = (*ranking, (0.0, ""), (0.0, ""))[:2]
    return id if best >= CLOSE and best - second >= APART else None


def kinds(found: Pattern) -> Pattern:
    """Without what was compared: which example fails first is an accident."""
    return {test: clue.partition(": ")[0] for test, clue in found.items()}


def likeness(found: Pattern, other: Pattern) -> float:
    """From 0 to 1: how many of the tests that fail are the same, and fail in the same way."""
    tests = len(found.keys() & other.keys()) / len(found.keys() | other.keys())
    one, two = kinds(found).items(), kinds(other).items()
    return (tests + len(one & two) / len(one | two)) / 2
