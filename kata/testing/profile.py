"""How many examples the property tests run, and where these come from.

The *learner* profile runs a few examples that depend on the test alone, so that the same code
always gets the same score. The *thorough* profile runs many random ones, and is for checking the
tests themselves.
"""

from dataclasses import dataclass, replace
from typing import Literal

import hypothesis
from hypothesis import HealthCheck, Phase

Name = Literal["learner", "thorough"]


@dataclass(frozen=True)
class Profile:
    """The number of examples of an ordinary test, and the seed (None: a fresh one every time).

    `shrinking` is for how many seconds a smaller example is looked for once one has failed.
    """

    name: Name
    examples: int
    seed: int | None = None
    shrinking: float = 1.0

    def settings(self, examples: int | None = None) -> hypothesis.settings:
        """Hypothesis' settings; `examples` is what this test asks for in the learner profile."""
        wanted = LEARNER.examples if examples is None else examples
        return hypothesis.settings(
            max_examples=max(1, wanted * self.examples // LEARNER.examples),
            derandomize=self.name == "learner",
            database=None,
            deadline=None,  # the judge has deadlines of its own
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            report_multiple_bugs=True,  # goes on for some examples after the first failure
            print_blob=False,
            # Slow learner code is no fault of the test, and parametrised tests share the fixtures.
            suppress_health_check=(
                HealthCheck.too_slow,
                HealthCheck.function_scoped_fixture,
                HealthCheck.differing_executors,
            ),
        )


LEARNER = Profile("learner", examples=16)
_active = LEARNER


def use(name: Name, seed: int | None = None, shrink: bool = True) -> None:
    """Choose the profile of the tests run from now on; `seed` matters to *thorough* alone."""
    global _active
    profiles = {"learner": LEARNER, "thorough": Profile("thorough", examples=96, seed=seed)}
    if name not in profiles:
        raise ValueError(f"the profile is one of {', '.join(profiles)}, not {name!r}")
    _active = profiles[name] if shrink else replace(profiles[name], shrinking=0.0)


def active() -> Profile:
    """The profile in force."""
    return _active
