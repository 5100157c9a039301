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
    """The wrong solution of a step that leaves this pattern, or None where it isn't clear.

    Which example fails first is an accident, so one that just leaves the same kinds of failure is
    clear too. But where all that is known is that values differ, in some way, what was compared
    has to be the same as well.
    """
    of_step = {id: other for id, other in among.items() if step(id) == step_id}
    same = [id for id, other in of_step.items() if other == found]
    if not same and any(says_how(clue) for clue in found.values()):
        same = [id for id, other in of_step.items() if kinds(other) == kinds(found)]
    return same[0] if len(same) == 1 else None


def says_how(clue: str) -> bool:
    """Whether a clue tells how what was found and what was expected are related."""
    return not clue.partition(": ")[0].endswith("unrelated")


def kinds(found: Pattern) -> Pattern:
    """Without what was compared: which example fails first is an accident."""
    return {test: clue.partition(": ")[0] for test, clue in found.items()}
