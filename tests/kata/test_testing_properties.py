"""`given`: how many examples, which ones, what is kept of them, and when looking for less ends."""

import importlib
import inspect
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from kata.testing import Mismatch, arrays, assert_close, given, noted, profile, shapes, step
from kata.testing.examples import current, failure_to_report


@pytest.fixture(autouse=True)
def learner_profile():
    current.reset()
    yield
    profile.use("learner")


class Stopped(BaseException):
    """As a timeout or a stub leaves a test."""


def failure_of(test, kind=AssertionError):
    """What `test` raised and the example that is shown with it."""
    with pytest.raises(kind) as caught:
        test()
    assert failure_to_report(caught.value)[0] is caught.value, "another exception is reported"
    return caught.value, failure_to_report(caught.value)[1]


def seen_by(strategy, **options):
    seen = []

    @given(x=strategy, **options)
    def test_some_law(x):
        seen.append(x)

    test_some_law()
    return seen


def test_learner_profile_runs_few_examples_always_the_same():
    first, second = seen_by(st.integers()), seen_by(st.integers())
    assert len(first) == 16 and first == second, "the same code must get the same score"


def test_thorough_profile_runs_many_examples_by_seed():
    runs = []
    for seed in (1, 1, 2, None, None):
        profile.use("thorough", seed)
        runs.append(seen_by(st.integers()))
    assert {len(run) for run in runs} == {96}, [len(run) for run in runs]
    assert runs[0] == runs[1], "one seed, one run"
    assert runs[1] != runs[2] and runs[3] != runs[4], "other seeds, other runs"


def test_number_of_examples_scales_with_the_profile():
    assert len(seen_by(st.integers(), examples=5)) == 5, "learner"
    profile.use("thorough")
    assert len(seen_by(st.integers(), examples=5)) == 30, "thorough"


def test_unknown_profiles_are_refused():
    with pytest.raises(ValueError, match="learner, thorough"):
        profile.use("careful")


def test_examples_do_not_depend_on_what_is_imported(tmp_path, monkeypatch):
    def runs():
        for seed in range(3):
            profile.use("thorough", seed)
            yield seen_by(st.integers(0, 10**9)), seen_by(st.binary(min_size=3, max_size=3))

    before = list(runs())
    constants = ", ".join(f"{k}, b'{k}'" for k in range(100, 400))
    (tmp_path / "with_constants.py").write_text(f"numbers = [{constants}]")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("with_constants")
    after = list(runs())
    monkeypatch.delitem(sys.modules, "with_constants")
    assert before == after, "Hypothesis takes constants from modules that are loaded"


@given(a=st.integers(0, 5), b=st.integers(0, 5))
@pytest.mark.parametrize("sign", [1, -1])
def test_parameters_and_fixtures_reach_the_test(a, b, sign, tmp_path):
    assert sign * (a + b) == sign * a + sign * b and tmp_path.exists(), "all four are there"


def test_signature_is_what_pytest_has_to_provide():
    @step("1.4")
    @given(x=st.integers())
    def test_some_law(tmp_path, x):
        """The sentence."""

    assert list(inspect.signature(test_some_law).parameters) == ["tmp_path"], "x is provided"
    assert test_some_law.__doc__ == "The sentence.", "the learner reads it"
    assert test_some_law.pytestmark[0].args == ("1.4",), "the mark is kept"


def test_misspelt_parameters_are_refused():
    with pytest.raises(TypeError, match="test_some_law has no parameter y"):

        @given(y=st.integers())
        def test_some_law(x):
            pass


def test_failure_is_the_tests_own_on_a_small_example():
    raised = []

    @given(x=arrays(shapes(min_dims=1)))
    def test_some_law(x):
        if x.size > 2:
            raised.append(AssertionError(f"{x.size} numbers"))
            raise raised[-1]

    error, example = failure_of(test_some_law)
    assert error is raised[-1] and str(error) == "3 numbers", "the exception as the test raised it"
    assert example == "x = np.array([1., 2., 3.])", example
    assert not getattr(error, "__notes__", None), "Hypothesis adds nothing"
    assert error.__cause__ is None and error.__context__ is None, "nor does a chain"


def test_learner_errors_become_small_too():
    @given(n=st.integers(0, 1000))
    def test_some_law(n):
        if n > 10:
            raise IndexError("list index out of range")

    assert failure_of(test_some_law, IndexError)[1] == "n = 11", "the smallest"


def test_example_in_hand_is_known_when_the_process_dies():
    @given(x=arrays((2,)), axis=st.sampled_from([0, -1]))
    def test_some_law(x, axis):
        if axis == -1:
            with noted(g=np.array(0.5)):
                raise Stopped

    _, example = failure_of(test_some_law, Stopped)
    lines = example.splitlines()
    assert lines[0].startswith("x = np.array([") and lines[1:] == ["axis = -1", "g = np.array(0.5)"]


def test_the_first_example_is_known_too():
    @given(n=st.integers())
    def test_some_law(n):
        raise Stopped

    assert failure_of(test_some_law, Stopped)[1] == "n = 0", "nothing is tried again"


def test_a_failure_is_told_even_if_a_smaller_example_kills_the_process():
    @given(n=st.integers(0, 1000))
    def test_some_law(n):
        if n > 500:
            raise AssertionError("too large")
        if n > 10 and current.failure:
            raise Stopped

    error, example = failure_of(test_some_law)
    assert str(error) == "too large" and int(example.removeprefix("n = ")) > 500, example


def test_a_failure_that_does_not_come_again_is_told_all_the_same():
    failed = []

    @given(n=st.integers(0, 1000))
    def test_some_law(n):
        if n > 500 and not failed:
            failed.append(n)
            raise AssertionError("once")

    error, example = failure_of(test_some_law)
    assert str(error) == "once" and example == f"n = {failed[0]}", example


def test_looking_for_a_small_example_ends_after_a_second():
    failing = []

    @given(x=st.lists(st.integers(0, 10**9), min_size=50, max_size=60))
    def test_some_law(x):
        if sum(x) > 1000:
            failing.append(x)
            time.sleep(0.02)
            raise AssertionError("too much")

    _, example = failure_of(test_some_law)
    assert 5 < len(failing) <= 51, "a second is 50 times 20 ms"
    assert example == f"x = {failing[-1]!r}", "the last one that failed"


def test_the_next_test_is_not_disturbed():
    test_looking_for_a_small_example_ends_after_a_second()
    assert len(seen_by(st.integers())) == 16, "Hypothesis was left in disorder"


def test_assume_is_no_failure():
    @given(n=st.integers(0, 100))
    def test_some_law(n):
        assume(n % 2 == 0)
        assert n % 2 == 0, "odd numbers were not to come"

    test_some_law()


def test_hypothesis_complains_to_the_author_of_the_test():
    @given(n=st.integers(0, 100))
    def test_some_law(n):
        assume(False)

    with pytest.raises(HypothesisException):
        test_some_law()


@pytest.fixture
def patient(monkeypatch):
    """The smallest example is found, however busy the machine is."""
    monkeypatch.setattr(profile, "_active", replace(profile.active(), shrinking=60.0))


def related(wrong, right):
    """The mismatch on the smallest example, where a result is `wrong` in place of `right`."""

    @given(x=arrays(shapes(max_dims=2)))
    def test_some_law(x):
        assert_close(wrong(x), right(x), "f(x)")

    return failure_of(test_some_law, Mismatch)


def test_the_relation_of_a_larger_example_is_told():
    error, _ = related(lambda x: x.sum(), lambda x: x.mean())
    assert error.relation == "sum for mean", error.relation
    assert "in a larger example yours is exactly" in str(error), str(error)


@pytest.mark.usefixtures("patient")
def test_an_accident_on_a_small_example_is_not_told():
    error, example = related(np.exp, lambda x: x + 1)
    assert error.relation is None, error.relation
    error, example = related(lambda x: x**2, lambda x: 2 * x)  # 1 in place of 2, where x is 1
    assert error.relation is None and example == "x = np.array(1.)", f"{error.relation}, {example}"


@pytest.mark.usefixtures("patient")
def test_the_same_relation_is_told_of_the_example_shown():
    error, _ = related(lambda x: -x, lambda x: x)
    assert str(error).endswith("\n  yours is exactly -1 × expected: is a sign lost?"), str(error)


def test_nan_is_told_whatever_larger_examples_say():
    error, _ = related(lambda x: x.var() * x.size / (x.size - 1 or np.nan), lambda x: x.var())
    assert error.relation == "nan", error.relation


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"x": np.array([[1.0, -0.5]])}, "x = np.array([[ 1. , -0.5]])"),
        ({"x": np.array(2.0)}, "x = np.array(2.)"),
        ({"x": np.array([0.1], np.float32)}, "x = np.array([0.1], dtype=np.float32)"),
        ({"x": np.array([1, 2])}, "x = np.array([1, 2])"),
        ({"x": np.array([1, 2], np.uint8)}, "x = np.array([1, 2], dtype=np.uint8)"),
        ({"mask": np.array([True, False])}, "mask = np.array([ True, False])"),
        ({"x": np.zeros((0, 3))}, "x = np.zeros((0, 3), dtype=np.float64)"),
        ({"x": np.ones((2, 1))}, "x = np.array([[1.],\n              [1.]])"),
        ({"shape": (2, 3), "axis": None, "seed": 7}, "shape = (2, 3)\naxis = None\nseed = 7"),
        ({"text": "añ\n"}, "text = 'añ\\n'"),
        ({"a_and_b": (np.array(1.0), (2, 3))}, "a = np.array(1.)\nb = (2, 3)"),
        ({"pair": (np.array(1.0), 2)}, "pair = (np.array(1.), 2)"),
        ({"parts": [np.array(1.0)], "one": (1,)}, "parts = [np.array(1.)]\none = (1,)"),
        ({"state": {"w": np.array(1.0)}}, "state = {'w': np.array(1.)}"),
        (
            {"x": np.arange(60.0).reshape(5, 12)},
            "x: an array of shape (5, 12) and dtype float64, values between 0.0 and 59.0",
        ),
        ({"x": np.arange(4.0)[::-1]}, "x = np.array([3., 2., 1., 0.])  # a reversed view"),
        ({"x": np.arange(4.0)[::2]}, "x = np.array([0., 2.])  # a view with gaps"),
        ({"x": np.broadcast_to(1.0, 2)}, "x = np.array([1., 1.])  # a broadcast view, read-only"),
        (
            {"x": np.ones((2, 2), order="F")},
            "x = np.array([[1., 1.],\n              [1., 1.]])  # in Fortran order",
        ),
    ],
)  # fmt: skip
def test_examples_are_shown_as_one_would_type_them(values, text):
    current.start(values)
    assert failure_to_report(Stopped())[1] == text, failure_to_report(Stopped())[1]


def test_shown_arrays_can_be_typed_back():
    @given(x=arrays())
    def test_some_law(x):
        if x.size > 40:
            return
        current.start({"x": x})
        namespace = {"np": np}
        exec(failure_to_report(Stopped())[1], namespace)
        again = namespace["x"]
        assert again.dtype == x.dtype and np.array_equal(again, x), "other values than shown"

    profile.use("thorough", 0)
    test_some_law()


def test_noted_values_are_shown_with_a_failure_alone():
    with noted(g=1.5):
        assert failure_to_report(Stopped())[1] == "g = 1.5", "inside"
    assert failure_to_report(Stopped())[1] == "", "afterwards"
    with pytest.raises(AssertionError), noted(g=2.5):
        raise AssertionError
    assert failure_to_report(AssertionError())[1] == "g = 2.5", "after a failure"


def test_the_clue_is_that_of_the_first_failure() -> None:
    """It is the same on a busy machine, where there is less time to find a smaller example."""

    @given(x=st.integers(0, 1000))
    def law(x):
        assert_close(x + (x > 2), x, "a few" if x < 10 else "many")

    with pytest.raises(Mismatch) as shown:
        law()
    assert current.clue.endswith(": many")
    assert shown.value.what == "a few"
