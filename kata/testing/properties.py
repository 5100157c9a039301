"""`given`: a law, checked on generated examples; `step`: the step that a test belongs to."""

import functools
import inspect
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from hypothesis.internal.conjecture import providers

from . import profile
from .assertions import Mismatch
from .clues import clue
from .examples import Failure, current
from .literals import is_tensor

Test = Callable[..., None]

# Hypothesis mixes constants that it finds in the loaded modules into its examples, so that these
# would depend on what else is imported. The same code has to get the same score: none are used.
providers._get_local_constants = lambda: providers._local_constants


class _EnoughShrinking(BaseException):
    """Leaves Hypothesis at once: the example in the record is small enough."""


def step(identifier: str) -> Callable[[Test], Test]:
    """Says which step a test belongs to: `@step("1.4")`. Every test has exactly one."""
    return pytest.mark.step(identifier)


def given(
    *, examples: int | None = None, **strategies: st.SearchStrategy[Any]
) -> Callable[[Test], Test]:
    """Run a test on generated keyword arguments, as many as the active profile says.

    A test that is slow, or needs few, says how many `examples` the learner profile runs; the
    thorough profile scales that number. The exception that leaves the test is the one that the
    test itself raised, on the smallest example found within a second.

    >>> @given(x=arrays(), examples=8)
    ... def test_exp_is_positive(x): ...
    """

    def decorate(test: Test) -> Test:
        signature = inspect.signature(test)
        unknown = strategies.keys() - signature.parameters.keys()
        if unknown:
            raise TypeError(f"{test.__name__} has no parameter {', '.join(sorted(unknown))}")

        @functools.wraps(test)
        def run(*args: Any, **fixtures: Any) -> None:
            __tracebackhide__ = True
            _check(test, strategies, examples, args, fixtures)

        others = [p for name, p in signature.parameters.items() if name not in strategies]
        run.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return run

    return decorate


def _check(
    test: Test,
    strategies: Mapping[str, st.SearchStrategy[Any]],
    examples: int | None,
    args: tuple[Any, ...],
    fixtures: Mapping[str, Any],
) -> None:
    __tracebackhide__ = True
    current.reset()
    failures: list[Failure] = []
    stop = math.inf

    def on_example(**arguments: Any) -> None:
        nonlocal stop
        if time.monotonic() > stop:
            raise _EnoughShrinking
        current.start(arguments)
        try:
            test(*args, **fixtures, **arguments)
        except HypothesisException:
            raise  # `assume`: not a failure
        except Exception as error:
            if not failures:
                stop = time.monotonic() + profile.active().shrinking
                current.clue = clue(error)
            failures.append(current.fail(error))
            raise

    try:
        _property(test, on_example, strategies, examples)()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        if not failures:
            raise  # the learner's process has stopped, or the test itself is at fault
    if failures:
        current.failure = _to_tell(failures)
        raise current.failure.exception


def _property(
    test: Test,
    on_example: Test,
    strategies: Mapping[str, st.SearchStrategy[Any]],
    examples: int | None,
) -> Callable[[], None]:
    """The Hypothesis test. The learner profile derives its examples from the test's source."""
    active = profile.active()
    functools.update_wrapper(on_example, test)
    on_example.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in strategies]
    )
    law = active.settings(examples)(hypothesis.given(**strategies)(on_example))
    return law if active.seed is None else hypothesis.seed(active.seed)(law)


def _to_tell(failures: list[Failure]) -> Failure:
    """The failure on the smallest example, and of these the last: Hypothesis ends with the best.

    How two arrays are related is read off the largest failure of the same comparison: on an
    example shrunk to one or two numbers almost any two values are related somehow.
    """
    smallest = min(reversed(failures), key=_size)
    error = smallest.exception
    error.__notes__ = []  # Hypothesis' account of the example; ours is in the record
    if isinstance(error, Mismatch):
        alike = [
            (_size(failure), failure.exception)
            for failure in failures
            if isinstance(failure.exception, Mismatch) and failure.exception.what == error.what
        ]
        error.relate_like(max(alike, key=lambda pair: pair[0])[1])
    return smallest


def _size(failure: Failure) -> int:
    """The number of elements in all arrays and tensors of an example."""
    return sum(map(_elements, failure.example.values()))


def _elements(value: Any) -> int:
    if isinstance(value, tuple | list):
        return sum(map(_elements, value))
    if isinstance(value, np.ndarray):
        return value.size
    return int(value.numel()) if is_tensor(value) else 0
