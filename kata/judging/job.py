"""What a judge is asked to do: which steps, of which tree, within which limits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kata import curriculum
from kata.judging.outcomes import Upstream
from kata.language import Language
from kata.paths import SOLUTIONS

DEFAULT_MEMORY = 2048  # MiB


@dataclass(frozen=True)
class Job:
    """Steps to judge; none named means every step that has tests.

    `upstream` says for each earlier task whose code it is judged on: the learner's own where it is
    not named. `seconds` replaces the steps' deadlines of CPU time, `memory` is in MiB. A `seed`
    makes the tests run many random examples, derived from it, in place of the few fixed ones.
    What the judge says is in `language`. Where `tests` names some, only these run; with `first`
    nothing runs after the first test that does not pass. Without `shrink` no smaller example is
    looked for, which takes a second: for where nobody reads the message. With `in_process` learner
    code runs in the judge's own process, without limits: for a debugger, and for code that is known
    to behave.
    """

    target: Path
    steps: tuple[str, ...] = ()
    upstream: Mapping[int, Upstream] = field(default_factory=dict)
    seconds: float | None = None
    memory: int = DEFAULT_MEMORY
    seed: int | None = None
    language: Language = "en"
    tests: tuple[str, ...] = ()
    first: bool = False
    shrink: bool = True
    in_process: bool = False

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"target": str(self.target), "upstream": list(self.upstream.items())}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Job":
        changed = {
            "target": Path(data["target"]),
            "steps": tuple(data["steps"]),
            "tests": tuple(data["tests"]),
            "upstream": dict(data["upstream"]),
        }
        return cls(**{**data, **changed})

    def files(self, task: int) -> dict[Path, tuple[str, ...]]:
        """The files that judging a task runs, and what each may import besides earlier tasks."""
        plan = curriculum.load()
        files = {}
        for each in (*plan.upstream(task), plan.task(task)):
            reference = each.id != task and self.upstream.get(each.id) == "reference"
            tree = SOLUTIONS if reference else self.target
            for file in each.files:
                files[tree / file] = plan.stage(each.stage).imports
        return files
