"""Where things are, as file:line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Places:
    """Where things are, as file:line: a step's function, and what each test's message is about."""

    step: Callable[[str], str]
    tests: Mapping[str, str]

    def of(self, step: str, test: str) -> str:
        """What a test's message is about where that is known, or else the step's function."""
        return self.tests.get(test) or self.step(step)


def split(place: str) -> tuple[str, int | None]:
    """The file and the line of a place; some have no line."""
    file, _, line = place.rpartition(":")
    return (file, int(line)) if file and line.isdecimal() else (place, None)
