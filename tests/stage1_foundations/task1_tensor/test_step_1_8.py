"""Step 1.8: reductions."""

import operator
from functools import partial

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1
from kata.testing import (
    EXACT,
    Tolerance,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    raises,
    shapes,
    step,
    with_axis,
)
from kata.testing.tensors import (
    DTYPES,
    assert_freed,
    assert_vjp_repeats,
    leaf,
    no_side_effects,
)

REDUCTIONS = {"sum": np.sum, "mean": np.mean, "max": np.max, "var": np.var}
NO_TIES = with_axis(arrays(shapes(max_side=3), distinct=True))


def called(name, axis, keepdims=False):
    """How a reduction is called, for messages."""
    return f"x.{name}(axis={axis}, keepdims={keepdims})"


@step("1.8")
@pytest.mark.parametrize(
    ("name", "value", "gradient"),
    [
        ("sum", [6.0, 12.0], [[1.0, 1.0, 1.0], [10.0, 10.0, 10.0]]),
        ("mean", [2.0, 4.0], [[1 / 3, 1 / 3, 1 / 3], [10 / 3, 10 / 3, 10 / 3]]),
        ("max", [3.0, 7.0], [[0.0, 0.0, 1.0], [10.0, 0.0, 0.0]]),
        ("var", [2 / 3, 14 / 3], [[-2 / 3, 0.0, 2 / 3], [20.0, -40 / 3, -20 / 3]]),
    ],
)
def test_reductions_that_you_can_check_by_hand(name, value, gradient):
    """Along the rows of [[1, 2, 3], [7, 2, 3]]: the values, and what each element gets back."""
    x = leaf([[1.0, 2.0, 3.0], [7.0, 2.0, 3.0]])
    out = getattr(x, name)(axis=1)
    assert is_a(out, task1.Tensor), f"{name} must give a Tensor"
    out.backward(np.array([1.0, 10.0]))
    what = f"[[1, 2, 3], [7, 2, 3]].{name}(axis=1)"
    assert_close(out.data, value, what)
    assert_close(x.grad, gradient, f"gradient of `x` in {what}, for the gradient [1, 10]")


@step("1.8")
def test_a_kept_axis_is_there_already():
    """With `keepdims` the axis stays, with length 1, in the result and in its gradient."""
    for axis, value, g, gradient in (
        (0, [[3.0, 5.0, 9.0]], [[1.0, 10.0, 100.0]], [[1.0, 10.0, 100.0]] * 2),
        (1, [[8.0], [9.0]], [[1.0], [10.0]], [[1.0] * 3, [10.0] * 3]),
    ):
        x = leaf([[1.0, 2.0, 5.0], [2.0, 3.0, 4.0]])
        out = x.sum(axis, True)
        out.backward(np.array(g))
        what = f"[[1, 2, 5], [2, 3, 4]].sum(axis={axis}, keepdims=True)"
        assert_close(out.data, value, what)
        assert_close(x.grad, gradient, f"gradient of `x` in {what}, for the gradient {g}")


@step("1.8")
def test_the_maximum_shares_its_gradient_among_ties():
    """Where several elements are the largest, each gets the same part of the gradient."""
    convention = "that max shares its gradient evenly among ties"
    for axis, g, expected in (
        (1, [4.0, 9.0], [[2.0, 0.0, 2.0], [3.0, 3.0, 3.0]]),
        (0, [1.0, 2.0, 3.0], [[1.0, 0.0, 3.0], [0.0, 2.0, 0.0]]),
        (None, 8.0, [[4.0, 0.0, 4.0], [0.0, 0.0, 0.0]]),
        ((0, 1), 8.0, [[4.0, 0.0, 4.0], [0.0, 0.0, 0.0]]),
    ):
        for keepdims in False, True:
            x = leaf([[3.0, 1.0, 3.0], [2.0, 2.0, 2.0]])
            out = x.max(axis, keepdims)
            out.backward(np.reshape(g, out.shape))
            what = f"gradient of `x` = [[3, 1, 3], [2, 2, 2]] in {called('max', axis, keepdims)}"
            assert_close(x.grad, expected, what, convention=convention)


@step("1.8")
def test_the_shares_of_ties_add_up_to_the_gradient():
    """However many elements tie, together they get the gradient of their maximum, no more."""
    for values, axis, g in (
        ([3.0, 3.0], None, 8.0),
        ([[3.0, 1.0, 3.0], [2.0, 2.0, 2.0]], 1, [4.0, 9.0]),
        ([[3.0, 2.0, 3.0], [3.0, 5.0, 1.0]], 0, [4.0, 9.0, -2.0]),
    ):
        x = leaf(values)
        x.max(axis).backward(np.array(g))
        what = f"sum of the gradient of `x` = {values} in {called('max', axis)}, over that axis"
        assert_close(np.sum(x.grad, axis=axis), np.array(g), what)


@step("1.8")
def test_a_little_less_than_the_maximum_is_no_tie():
    """1 − 10⁻¹⁰ is not the largest beside 1: only what equals the maximum shares its gradient."""
    x = leaf([1.0, 1.0 - 1e-10, 1.0])
    x.max().backward(np.array(8.0))
    assert_close(x.grad, [4.0, 0.0, 4.0], "gradient of `x` = [1, 1 − 10⁻¹⁰, 1] in x.max()")


@step("1.8")
def test_the_variance_is_the_biased_one():
    """var divides by n, not by n - 1, and stays exact far from 0."""
    convention = "that var divides by n (the biased variance)"
    for values, expected in ([1.0, 3.0], 1.0), ([5.0], 0.0), ([1.0, 2.0, 3.0], 2 / 3):
        assert_close(leaf(values).var().data, expected, f"var of {values}", convention=convention)
    far = leaf([1e7 + 1, 1e7 + 2, 1e7 + 3]).var().data
    what = "var of 10⁷ + [1, 2, 3], where the mean must be subtracted before squaring"
    assert_close(far, 2 / 3, what, tolerance=Tolerance(relative=1e-3, absolute=0.0))


@step("1.8")
@given(x_and_axis=with_axis(layouts(arrays())), keepdims=st.booleans())
def test_values_of_reductions(x_and_axis, keepdims):
    """The values are NumPy's, over all axes, one or several, negative ones too."""
    x, axis = x_and_axis
    tensor = leaf(x)
    for name, f in REDUCTIONS.items():
        out = getattr(tensor, name)(axis=axis, keepdims=keepdims)
        assert_close(out.data, f(x, axis=axis, keepdims=keepdims), called(name, axis, keepdims))
        assert_close(tensor.data, x, f"x after {name}", tolerance=EXACT)


@step("1.8")
@given(x_and_axis=NO_TIES, keepdims=st.booleans(), examples=8)
def test_gradients_of_reductions_agree_with_finite_differences(x_and_axis, keepdims):
    """The gradient agrees with finite differences, for any axes, with and without keepdims."""
    x, axis = x_and_axis
    check_reductions(x, axis, keepdims)


def check_reductions(x, axis, keepdims):
    """The gradients of all reductions, against finite differences."""
    for name, f in REDUCTIONS.items():
        check_gradients(
            operator.methodcaller(name, axis=axis, keepdims=keepdims),
            x,
            what=called(name, axis, keepdims),
            reference=partial(f, axis=axis, keepdims=keepdims),
            names=("x",),
        )


@step("1.8")
def test_reductions_over_axes_of_equal_length():
    """In a (3, 3, 3) array no shape betrays a wrong axis, but the numbers do."""
    x = np.array([4, 1, 7, 3, 8, 2, 9, 5, 6, 0])[np.arange(27) % 10] / 10 + np.arange(27.0) % 7
    x = x.reshape(3, 3, 3)
    for axis in None, 0, 1, -1, -2, (0, 1), (2, 0), (-1, 1), (-2, -1), (-1, -3), (0, 1, 2):
        check_reductions(x, axis, keepdims=False)  # a kept axis would betray it


@step("1.8")
@given(x_and_axis=NO_TIES, keepdims=st.booleans(), dtype=DTYPES, examples=8)
def test_reductions_agree_with_pytorch(x_and_axis, keepdims, dtype):
    """Values and gradients are PyTorch's, in float32 as in float64."""
    import torch

    x, axis = x_and_axis
    dim = tuple(range(x.ndim)) if axis is None else axis
    for name, theirs in (
        ("sum", torch.sum),
        ("mean", torch.mean),
        ("max", torch.amax),
        ("var", lambda x, dim, keepdim: torch.var(x, dim, correction=0, keepdim=keepdim)),
    ):
        assert_parity(
            operator.methodcaller(name, axis=axis, keepdims=keepdims),
            partial(theirs, dim=dim, keepdim=keepdims),
            x,
            what=called(name, axis, keepdims),
            dtype=dtype,
            names=("x",),
        )


@step("1.8")
@given(x=arrays(shapes(min_dims=2, max_dims=2), distinct=True), examples=8)
def test_kept_axes_broadcast_back(x):
    """With keepdims a reduction fits its input again, and the gradients of both ways add up."""
    for name, f in REDUCTIONS.items():
        check_gradients(
            lambda x: x * getattr(x, name)(-1, True) + getattr(x, name)(0) * x,  # noqa: B023
            x,
            what=f"x * x.{name}(-1, True) + x.{name}(0) * x",
            reference=lambda x: x * f(x, axis=-1, keepdims=True) + f(x, axis=0) * x,  # noqa: B023
        )


@step("1.8")
def test_reductions_leave_no_trace():
    """A vjp repeats itself, nothing is printed, and a dropped result leaves the memory."""
    values = np.array([[1.0, 4.0, 2.0], [7.0, 5.0, 6.0]])
    for name, f in REDUCTIONS.items():
        x = leaf(values)
        with no_side_effects():
            out = getattr(x, name)(1)
            assert_close(out.data, f(values, axis=1), called(name, 1))
            assert_vjp_repeats(out, (2,), called(name, 1))
        assert_freed(learner.ref(task1.Tensor, name), x, 1, what=f"the result of {name}")


@step("1.8")
def test_reductions_refuse_an_axis_that_is_not_there():
    """An axis that the tensor does not have is a ValueError, in a tuple too."""
    values = np.array([[1.0, 4.0, 2.0], [7.0, 5.0, 6.0]])
    for name, f in REDUCTIONS.items():
        x = leaf(values)
        assert_close(getattr(x, name)(-2).data, f(values, axis=-2), called(name, -2))
        for axis in 2, -3, (0, 2):
            with raises(ValueError, what=f"{called(name, axis)} of a (2, 3) tensor"):
                getattr(x, name)(axis)
