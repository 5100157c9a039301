"""The generated example that a test has in hand, and the one that failed.

The judge asks here what to show when a test fails, hangs or takes its process down. There is one
record, since one test runs at a time.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .literals import assignment


@dataclass(frozen=True)
class Failure:
    """An exception that left a test, and the values that the test held then."""

    exception: Exception
    example: Mapping[str, Any]


@dataclass
class Record:
    """What the running test holds: generated arguments, values worth showing, a failure.

    `clue` is that of the first failure of a generated test, before a smaller example is looked for:
    unlike `failure` it does not depend on how busy the machine is.
    """

    arguments: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    failure: Failure | None = None
    clue: str = ""

    def reset(self) -> None:
        """A new test begins."""
        self.start({})
        self.failure, self.clue = None, ""

    def start(self, arguments: Mapping[str, Any]) -> None:
        """A new example begins."""
        self.arguments = dict(arguments)
        self.notes = {}

    def fail(self, exception: Exception) -> Failure:
        """The example in hand failed."""
        self.failure = Failure(exception, self.example())
        return self.failure

    def example(self) -> dict[str, Any]:
        return {**self.arguments, **self.notes}


current = Record()


@contextmanager
def noted(**values: Any) -> Iterator[None]:
    """Values to show beside the example, should the code inside fail.

    >>> with noted(g=g):
    ...     out.backward(g)
    """
    current.notes.update(values)
    yield
    for name in values:
        current.notes.pop(name, None)


def failure_to_report(exception: BaseException) -> tuple[BaseException, str]:
    """What to show for an exception that left a test: it, and the example as lines of Python.

    The text is empty where the test has no generated example. For an exception that ended the
    test midway (a timeout, a dead process) it is the example in hand.
    """
    failure = current.failure
    shown = failure.example if failure and failure.exception is exception else current.example()
    return exception, "\n".join(assignment(name, value) for name, value in shown.items())
