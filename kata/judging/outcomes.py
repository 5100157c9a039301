"""What the judge found: one outcome a test, gathered by step."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from kata.language import mark

Verdict = Literal["passed", "failed", "todo", "timeout", "crashed", "blocked"]
Upstream = Literal["own", "reference"]

NOT_RUN = mark("not run, since a test of this step has run out of time")


@dataclass(frozen=True)
class TestOutcome:
    """How one test function went; all its parameters together count once.

    `outcome` is *todo* where the test met its own step's stub and *blocked* where it met another
    step's. `where` is the learner's `file:line` that the message is about, if there is one. `clue`
    says for machines what went wrong, in whatever language the message is.
    """

    __test__ = False  # not a test class, whatever its name looks like to pytest

    id: str
    step: str
    sentence: str
    outcome: Verdict
    seconds: float
    message: str = ""
    where: str | None = None
    clue: str = ""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Judgement:
    """The outcomes of the judged steps, and whose earlier tasks they were judged on.

    `outcomes` is keyed by step id; `upstream` by task number: for each earlier task that it builds
    on, whether the learner's own code was used or the reference. `fresh` are the outcomes of all
    steps that were judged now, since nothing was known of code like this: of earlier tasks, too.
    """

    outcomes: Mapping[str, tuple[TestOutcome, ...]]
    upstream: Mapping[int, Mapping[int, Upstream]]
    seconds: float
    fresh: Mapping[str, tuple[TestOutcome, ...]] = field(default_factory=dict)
