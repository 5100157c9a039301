"""Where things are, as file:line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kata.judging.outcomes import TestOutcome
from kata.paths import ROOT
from kata.skeleton import location


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


def find(target: Path, outcomes: Iterable[Sequence[TestOutcome]], base: Path = ROOT) -> Places:
    """The places in a tree that was judged, as seen from a folder where they lie in it."""

    @cache
    def step(id: str) -> str:
        path, line = location(id, target)
        return seen_from(base, f"{path}:{line}")

    tests = {
        test.id: seen_from(base, test.where) for each in outcomes for test in each if test.where
    }
    return Places(step, tests)


def seen_from(base: Path, place: str) -> str:
    """A file:line, absolute or from the project's root, as seen from a folder it lies in."""
    path = ROOT / place
    return str(path.relative_to(base) if path.is_relative_to(base) else path)
