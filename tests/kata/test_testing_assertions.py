"""assert_close and raises: nothing odd passes, nothing odd breaks them, the words are clear."""

import numpy as np
import pytest

from kata.learner import task1
from kata.learner.session import LearnerError
from kata.testing import FLOAT32, Mismatch, Tolerance, assert_close, raises


def complaint(actual, expected, **options):
    with pytest.raises(Mismatch) as caught:
        assert_close(actual, expected, "the thing", **options)
    text = str(caught.value)
    assert text.startswith("the thing: "), "what was compared comes first"
    return text


MATRIX = np.array([[1.0, -2.0, 4.0], [0.5, 3.0, 7.0]])


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0),
        (3, 3.0),
        (np.float64(0.1) + 0.2, 0.3),
        (np.array(2.5), 2.5),
        (np.array([1.0, 2.0]), [1, 2]),
        ([1.0, 2.0], [1.0, 2.0]),
        ((1, 2), [1, 2]),
        (MATRIX * (1 + 1e-12), MATRIX),
        (np.float32(1 / 3), 1 / 3),
        (MATRIX.astype(np.float32) * np.float32(1 / 3) * 3, MATRIX.astype(np.float32)),
        (np.array([np.inf, -np.inf, np.nan]), np.array([np.inf, -np.inf, np.nan])),
        (np.array([True, False]), [True, False]),
        (np.array([2**62 + 1]), np.array([2**62 + 1])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (MATRIX.T, np.ascontiguousarray(MATRIX.T)),
        (np.array([1, 2], dtype=np.int32), np.array([1, 2])),
    ],
)
def test_equal_results_pass(actual, expected):
    assert_close(actual, expected, "the thing")


class Odd:
    pass


class Agreeable(np.ndarray):
    pass


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (None, "yours is None, expected [[ 1. , -2. , 4. ], [ 0.5, 3. , 7. ]]"),
        ("text", "yours is text, 'text'"),
        (b"bytes", "yours is bytes, b'bytes'"),
        ({"a": 1}, "yours is a dict"),
        ({1, 2}, "yours is a set"),
        (MATRIX.tolist(), "yours is a list"),
        (tuple(MATRIX), "yours is a tuple"),
        (Odd(), "yours is an Odd"),
        (MATRIX.astype(object), "Python objects"),
        (MATRIX.astype(str), "text"),
        (MATRIX + 0j, "complex numbers (dtype complex128)"),
        (1j, "yours is a complex"),
        (MATRIX.astype("M8[s]"), "dtype datetime64[s]"),
        (np.ma.masked_array(MATRIX, MATRIX > 0), "a MaskedArray, not a plain np.ndarray"),
        (MATRIX.view(Agreeable), "an Agreeable, not a plain np.ndarray"),
        (10**30, "yours is the whole number 1e+30"),
        (1.0, "shape (), expected shape (2, 3)"),
        (MATRIX[0], "shape (3,), expected shape (2, 3)"),
        (np.zeros((0,)), "shape (0,), expected shape (2, 3)"),
        (MATRIX > 0, "yours holds booleans (bool), expected real numbers"),
        (MATRIX.astype(int), "dtype int64, expected float64: whole numbers"),
        (MATRIX.astype(np.float32), "dtype float32, expected float64"),
        (np.full((2, 3), np.nan), "values differ in 6 of 6 places, first at [0, 0]"),
        (np.where(MATRIX > 6, np.nan, MATRIX), "values differ in 1 of 6 places, first at [1, 2]"),
        (np.where(MATRIX > 6, np.inf, MATRIX), "values differ in 1 of 6 places, first at [1, 2]"),
    ],
)
def test_odd_results_are_named(actual, said):
    text = complaint(actual, MATRIX)
    assert said in text, text


@pytest.mark.parametrize(
    ("actual", "expected", "said"),
    [
        ([1.0, None], [1.0, 2.0], "a list that holds None"),
        ([1.0, "b"], [1.0, 2.0], "a list that holds text, 'b'"),
        ([[1.0], [1.0, 2.0]], [1.0, 2.0], "a ragged list"),
        ([10**30], [1.0], "Python objects"),
        ([Odd()], [1.0], "a list that holds an Odd"),
        (True, 1.0, "booleans"),
        (1, True, "whole numbers"),
        (np.array([1.0]), 1.0, "shape (1,), expected a single number, shape ()"),
        (np.array([1.0]), np.array([1]), "real numbers where whole ones"),
        (np.array([1]), [1.0], "whole numbers where real ones"),
        (np.array([2**62 + 1]), np.array([2**62]), "yours 4611686018427387905"),
        (float("nan"), 1.0, "yours nan, expected 1.0"),
        (1.0, float("nan"), "yours 1.0, expected nan"),
        (float("inf"), float("-inf"), "yours inf, expected -inf"),
        (1.0 + 1e-7, 1.0, "yours 1.0000001, expected 1.0"),
        (0.0, -1.5, "yours 0.0, expected -1.5"),
        (np.array([True]), np.array([False]), "yours True, expected False"),
    ],
)
def test_odd_numbers_and_lists_are_named(actual, expected, said):
    text = complaint(actual, expected)
    assert said in text, text


def test_small_results_are_shown_whole():
    text = complaint(MATRIX * [[1.0], [1.5]], MATRIX)
    assert "values differ in 3 of 6 places, first at [1, 0]" in text, text
    assert "  yours     [[ 1.  , -2.  ,  4.  ],\n             [ 0.75," in text, text
    assert "  expected  [[ 1. , -2. ,  4. ],\n             [ 0.5," in text, text


def test_large_results_are_shown_at_the_first_difference():
    expected = np.arange(600.0).reshape(20, 30)
    actual = expected.copy()
    actual[3, 4] = -1
    assert "in 1 of 600 places, first at [3, 4]\n  yours -1.0, expected 94.0" in complaint(
        actual, expected
    ), "place and both values"


def test_close_values_are_shown_with_all_their_digits():
    text = complaint(np.array([1.0, 2.0 + 3e-8]), np.array([1.0, 2.0]))
    assert "2.00000003" in text, text


def test_shape_and_dtype_are_both_told():
    text = complaint(np.zeros(3, np.float32), np.ones((3, 1)))
    assert text.index("dtype float32") < text.index("shape (3,)"), text


def test_dtype_may_be_left_out():
    assert_close(np.ones(3, np.float32), np.ones(3), "the thing", dtype=False)
    assert "yours" in complaint(np.ones(3, np.float32) + np.float32(0.1), np.ones(3), dtype=False)


def test_tolerance_follows_the_coarser_dtype():
    complaint(1.0 + 1e-6, 1.0)
    assert_close(np.float32(1.0 + 1e-6), 1.0, "the thing")
    assert_close(np.float16(1.001), np.float16(1.0), "the thing")
    assert_close(1.0 + 1e-6, 1.0, "the thing", tolerance=FLOAT32)
    assert_close(1.5, 1.0, "the thing", tolerance=Tolerance(0, 1))


def test_relation_is_told_and_named():
    with pytest.raises(Mismatch) as caught:
        assert_close(2 * MATRIX, MATRIX, "gradient of `a` in (a * b).sum()")
    assert caught.value.relation == "twice", caught.value.relation
    lines = str(caught.value).splitlines()
    first = "gradient of `a` in (a * b).sum(): values differ in 6 of 6 places, first at [0, 0]"
    assert lines[0] == first, lines[0]
    assert lines[-1] == "  yours is exactly 2 × expected: is something added twice?", lines[-1]


def test_relation_is_none_where_nothing_is_clear():
    with pytest.raises(Mismatch) as caught:
        assert_close(np.array([1.0, 5.0, 2.0]), np.array([3.0, 1.0, 1.0]), "the thing")
    assert caught.value.relation is None, caught.value.relation


def test_none_is_a_relation():
    with pytest.raises(Mismatch) as caught:
        assert_close(None, MATRIX, "the thing")
    assert caught.value.relation == "none", caught.value.relation


def test_a_convention_is_called_so():
    text = complaint(1.0, 0.0, convention="relu'(0) = 0")
    assert "convention is relu'(0) = 0" in text and "everything here is built on" in text, text


def test_a_bad_expectation_is_the_tests_fault():
    with pytest.raises(TypeError, match="the test expects"):
        assert_close(1.0, None, "the thing")


def test_objects_are_no_data(run):
    run("""
        class Tensor:
            def item(self):
                return 1.0

        class Nameless(type):
            @property
            def __name__(self):
                raise RuntimeError

        class Broken(metaclass=Nameless):
            pass
    """)
    tensor = task1.Tensor()
    assert "yours is a Tensor (an object, not plain numbers), expected 1.0" in complaint(
        tensor, 1.0
    )
    assert "yours is a method that was not called" in complaint(tensor.item, 1.0), "no call"
    assert "yours is an object, not plain numbers" in complaint(task1.Broken(), 1.0), "broken"
    assert "a list that holds a Tensor" in complaint([tensor], [1.0]), "nor in a list"
    assert_close(tensor.item(), 1.0, "the thing")


def test_torch_tensors_are_compared():
    import torch

    weight = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    assert_close(weight, np.array([1, 2], np.float32), "the thing")
    assert_close(np.array([1.0, 2.0]), torch.tensor([1.0, 2.0], dtype=torch.float64), "the thing")
    assert_close(weight.to(torch.bfloat16), torch.tensor([1.0, 2.01]).bfloat16(), "the thing")
    assert "dtype float32, expected float64" in complaint(weight, np.array([1.0, 2.0])), "dtype"
    assert "dtype bfloat16, expected float32" in complaint(weight.bfloat16(), weight), "dtype"
    assert "complex" in complaint(torch.tensor([1j]), np.array([1.0])), "complex"
    assert "meta" in complaint(torch.ones(1, device="meta"), np.array([1.0])), "no values"
    assert "sparse" in complaint(torch.ones(1).to_sparse(), np.array([1.0])), "no dense values"


class LearnerValueError(LearnerError, ValueError):
    name = "ValueError"


def error(message):
    raised = LearnerValueError()
    raised.message, raised.trace = message, (("task1_tensor.py", 3, "f"),)
    return raised


def test_the_expected_error_passes_and_is_kept():
    with raises(ValueError, mention=("SHAPE", "(3,)")) as caught:
        raise error("bad shape (3,)")
    assert str(caught.error) == "bad shape (3,)", "the error can be looked at"
    with raises((TypeError, ValueError)):
        raise error("either")


@pytest.mark.parametrize(
    ("expected", "mention", "raised", "said"),
    [
        (ValueError, "", None, "mse_loss: nothing was raised, expected a ValueError"),
        ((TypeError, KeyError), "", None, "expected a TypeError or a KeyError"),
        (TypeError, "", error("bad"), "raised a ValueError, expected a TypeError"),
        (TypeError, "", error("bad"), "\n  ValueError: bad"),
        (ValueError, "shape", error("bad"), "the ValueError does not mention 'shape'\n"),
        (ValueError, ("(3,)", "bad"), error("bad"), "does not mention '(3,)'"),
    ],
)  # fmt: skip
def test_other_errors_are_named(expected, mention, raised, said):
    with (
        pytest.raises(AssertionError) as caught,
        raises(expected, mention=mention, what="mse_loss"),
    ):
        if raised:
            raise raised
    assert said in str(caught.value), str(caught.value)
    assert caught.value.__cause__ is raised, "the learner's lines stay reachable"


@pytest.mark.parametrize("own", [AssertionError("a law"), TypeError("None + 1"), SystemExit()])
def test_errors_of_the_test_itself_pass_through(own):
    with pytest.raises(type(own)) as caught, raises((TypeError, ValueError)):
        raise own
    assert caught.value is own, "it was taken for an error of learner code"
