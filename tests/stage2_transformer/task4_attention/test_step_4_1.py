"""Step 4.1: a softmax that is right for every score."""

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task4
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    shapes,
    step,
    with_axis,
)
from kata.testing.tensors import DTYPES, leaf, no_side_effects, weights


def softmax(x, axis=-1):
    """Softmax in NumPy, for moderate numbers."""
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


def logits():
    """Arrays and one of their axes."""
    return with_axis(arrays(shapes(min_dims=1)), none=False, tuples=False)


@step("4.1")
def test_softmax_that_you_can_check_by_hand():
    """The softmax of [log 1, log 2, log 5] is [1/8, 2/8, 5/8], down a column as along a row."""
    row = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 6.0]])
    expected = np.array([[1 / 8, 2 / 8, 5 / 8], [1 / 4, 1 / 4, 1 / 2]])
    p = task4.softmax(row)
    assert is_a(p, task1.Tensor), "softmax must give a Tensor"
    assert_close(p.data, expected, "softmax of [log 1, log 2, log 5] and [log 3, log 3, log 6]")
    assert_close(task4.softmax(row.T, axis=0).data, expected.T, "softmax(x, axis=0) of columns")
    assert_close(task4.softmax(row[0]).data, expected[0], "softmax of a single row")


@step("4.1")
def test_the_gradient_that_you_can_check_by_hand():
    """The gradient of x is p · (g - Σ g p): with p = [1/4, 3/4] and g = [4, 0], [3/4, -3/4]."""
    x = leaf(np.zeros(4))
    task4.softmax(x).backward(np.array([8.0, 4.0, 0.0, 0.0]))
    what = "gradient of `x` where all four weights are 1/4 and g = [8, 4, 0, 0]"
    assert_close(x.grad, [1.25, 0.25, -0.75, -0.75], what)
    x = leaf(np.log([[1.0, 3.0]]))
    p = task4.softmax(x)
    p.backward(np.array([[4.0, 0.0]]))
    assert_close(x.grad, [[0.75, -0.75]], "gradient of `x` in softmax(x)")
    p.backward(np.array([[0.0, 8.0]]))
    assert_close(x.grad, [[-0.75, 0.75]], "gradient of `x` after a second pass with [0, 8]")


@step("4.1")
@given(x_and_axis=logits(), dtype=DTYPES)
def test_softmax_agrees_with_pytorch(x_and_axis, dtype):
    """Values and gradients are PyTorch's along every axis of every shape, in float32 too."""
    import torch

    x, axis = x_and_axis
    assert_parity(
        lambda x: task4.softmax(x, axis),
        lambda x: torch.softmax(x, axis),
        x,
        what=f"softmax(x, axis={axis})",
        dtype=dtype,
    )


@step("4.1")
@given(x_and_axis=logits(), examples=8)
def test_softmax_gradient_agrees_with_finite_differences(x_and_axis):
    """The gradient agrees with finite differences, whatever gradient comes back."""
    x, axis = x_and_axis
    check_gradients(
        lambda x: task4.softmax(x, axis=axis),
        x,
        what=f"softmax(x, axis={axis})",
        reference=lambda x: softmax(x, axis),
    )


@step("4.1")
@given(x=arrays(shapes(min_dims=1)))
def test_rows_sum_to_one_and_do_not_feel_a_shift(x):
    """All weights are positive and sum to 1; adding one number to a whole row changes nothing."""
    p = task4.softmax(x).data
    assert_close(p.sum(axis=-1), np.ones(x.shape[:-1]), "the sum of each row of softmax(x)")
    assert np.all(p > 0), "every weight of finite numbers this close together is above 0"
    shift = 100.0 * np.arange(1, 1 + p[..., :1].size).reshape(p[..., :1].shape)
    assert_close(task4.softmax(x + shift).data, softmax(x), "softmax of rows that were shifted up")
    assert_close(
        task4.softmax(x - shift).data, softmax(x), "softmax of rows that were shifted down"
    )


@step("4.1")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_huge_numbers_do_not_overflow(dtype):
    """Scores of ±10⁴, and far beyond, give the right weights and gradients, never NaN."""
    big = float(np.finfo(dtype).max) / 4
    for row, p in (
        ([1e4, 1e4, -1e4], [0.5, 0.5, 0.0]),
        ([-1e4, -1e4, -1e4], [1 / 3, 1 / 3, 1 / 3]),
        ([1e4, 1e4 + 1, 1e4], softmax(np.array([0.0, 1.0, 0.0]))),
        ([-1e4, 1e4, 0.0], [0.0, 1.0, 0.0]),
        ([-big, big, big], [0.0, 0.5, 0.5]),
    ):
        x, p = leaf([row, [1.0, 1.0, 1.0]], dtype), np.array([p, [1 / 3] * 3])
        out = task4.softmax(x)
        assert_close(out.data, p.astype(dtype), f"softmax of {row}")
        g = np.array([[1.0, -2.0, 3.0], [0.5, 2.0, -1.0]])
        out.backward(g.astype(dtype))
        share = p * (g - (g * p).sum(axis=-1, keepdims=True))
        assert_close(x.grad, share.astype(dtype), f"gradient of `x` in softmax of {row}")


@step("4.1")
@pytest.mark.parametrize("axis", [-1, 0])
def test_minus_infinity_gets_no_weight_and_no_gradient(axis):
    """An element that is -inf gets weight and gradient of exactly 0; the others share as ever."""
    values = np.array([[1.0, -np.inf, 2.0, 0.5], [-np.inf, -np.inf, -3.0, -np.inf]])
    hidden = np.isinf(values)
    x = leaf(np.moveaxis(values, -1, axis))
    p = task4.softmax(x, axis=axis)
    out = np.moveaxis(p.data, axis, -1)
    assert_close(out[0, [0, 2, 3]], softmax(values[0, [0, 2, 3]]), "the weights beside a -inf")
    assert_close(out[1], [0.0, 0.0, 1.0, 0.0], "the weights where one element alone is finite")
    assert np.all(out[hidden] == 0), "an element that is -inf must get a weight of exactly 0"
    g = np.array([[2.0, 30.0, -1.0, 0.5], [4.0, 5.0, 6.0, 7.0]])
    p.backward(np.moveaxis(g, -1, axis))
    grad = np.moveaxis(x.grad, axis, -1)
    q, h = softmax(values[0, [0, 2, 3]]), g[0, [0, 2, 3]]
    assert_close(grad[0, [0, 2, 3]], q * (h - (q * h).sum()), "the gradient beside a -inf")
    assert np.all(grad[hidden] == 0), "an element that is -inf must get a gradient of exactly 0"


@step("4.1")
@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_a_row_of_minus_infinity_gives_zeros(axis):
    """A row that is all -inf gives zeros, not NaN, value and gradient; its neighbours are whole."""
    values = np.array([[[1.0, 2.0, 4.0], [-np.inf] * 3], [[-np.inf] * 3, [0.5, -np.inf, 1.0]]])
    x = leaf(np.moveaxis(values, -1, axis))
    p = task4.softmax(x, axis=axis)
    expected = np.zeros((2, 2, 3))
    expected[0, 0], expected[1, 1, [0, 2]] = softmax(values[0, 0]), softmax(np.array([0.5, 1.0]))
    convention = "that a row with nothing to choose from gives zeros"
    what = "softmax with rows that are all -inf"
    assert_close(p.data, np.moveaxis(expected, -1, axis), what, convention=convention)
    g = weights((2, 2, 3))
    p.backward(np.moveaxis(g, -1, axis))
    share = expected * (g - (g * expected).sum(axis=-1, keepdims=True))
    assert_close(x.grad, np.moveaxis(share, -1, axis), f"gradient of `x` in {what}")


@step("4.1")
@given(x=layouts(arrays((3, 2, 4))), examples=6)
def test_softmax_leaves_no_trace(x):
    """The input is not written to, a second pass adds the same gradient, nothing is printed."""
    held, g = learner.hold(x), learner.hold(weights(x.shape))
    tensor = leaf(x)
    p = softmax(x, 1)
    with no_side_effects(held, g):
        assert_close(task4.softmax(held, 1).data, p, "softmax of an array")
        out = task4.softmax(tensor, 1)
        share = p * (weights(x.shape) - (weights(x.shape) * p).sum(axis=1, keepdims=True))
        for count in (1, 2):
            out.backward(g)
            assert_close(tensor.grad, count * share, f"gradient of `x` after {count} passes")
    assert_close(tensor.data, x, "`x` afterwards", tolerance=EXACT)
    assert_close(out.data, p, "softmax(x) after two passes")
