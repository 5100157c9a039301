"""Step 1.2: undoing broadcasting."""

import numpy as np
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1
from kata.testing import (
    arrays,
    assert_close,
    broadcastable_shapes,
    given,
    layouts,
    raises,
    step,
)
from kata.testing.tensors import (
    DTYPES,
    leaf,
    no_side_effects,
    summed_over_copies,
    weights,
)


@st.composite
def broadcasts(draw):
    """A gradient, in any layout, and a shape that broadcasts to the gradient's."""
    one, other = draw(broadcastable_shapes())
    return draw(layouts(arrays(np.broadcast_shapes(one, other)))), one


@step("1.2")
def test_unbroadcast_that_you_can_check_by_hand():
    """A (2, 3) gradient is summed over its columns, its rows, or both, as the shape demands."""
    grad = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    for shape, expected in (
        ((3,), [5.0, 7.0, 9.0]),
        ((1, 3), [[5.0, 7.0, 9.0]]),
        ((2, 1), [[6.0], [15.0]]),
        ((1, 1), [[21.0]]),
        ((1,), [21.0]),
        ((), 21.0),
    ):
        what = f"unbroadcast([[1, 2, 3], [4, 5, 6]], {shape})"
        summed = task1.unbroadcast(grad, shape)
        assert_close(summed, expected, what)
        assert isinstance(summed, np.ndarray), f"{what} must be an array, with 0 axes for shape ()"


@step("1.2")
def test_unbroadcast_sums_over_several_axes():
    """Axes in front, one or several axes of length 1, or both, are summed in one go."""
    for full, shape in (
        ((2, 3, 4), (4,)),
        ((2, 3, 4), (3, 1)),
        ((2, 3, 4), (2, 1, 1)),
        ((2, 3, 4), (1, 3, 1)),
        ((2, 3, 4), (1, 1, 4)),
        ((2, 3, 4), (1,)),
        ((3, 3), (3,)),
        ((3, 3), (3, 1)),
        ((2, 1, 4), (1, 1)),
        ((2, 2, 3, 4), (2, 1, 4)),
        ((0, 3), (1, 3)),
    ):
        grad = weights(full)
        what = f"unbroadcast(grad of shape {full}, {shape})"
        assert_close(task1.unbroadcast(grad, shape), summed_over_copies(grad, shape), what)


@step("1.2")
@given(grad_and_shape=broadcasts())
def test_unbroadcast_gives_every_element_the_sum_of_its_copies(grad_and_shape):
    """Whatever was broadcast, each element gets the sum of the gradients of its copies."""
    grad, shape = grad_and_shape
    what = f"unbroadcast(grad, {shape})"
    assert_close(task1.unbroadcast(grad, shape), summed_over_copies(grad, shape), what)


@step("1.2")
@given(grad_and_shape=broadcasts(), dtype=DTYPES)
def test_unbroadcast_agrees_with_pytorch(grad_and_shape, dtype):
    """It gives the gradient that PyTorch's `expand` sends back, in float32 as in float64."""
    import torch

    grad, shape = grad_and_shape[0].astype(dtype), grad_and_shape[1]
    small = torch.zeros(shape, dtype=torch.from_numpy(grad).dtype, requires_grad=True)
    small.expand(grad.shape).backward(torch.from_numpy(grad))
    assert_close(task1.unbroadcast(grad, shape), small.grad, f"unbroadcast(grad, {shape})")


@step("1.2")
@given(grad_and_shape=broadcasts())
def test_vjp_brings_shares_back_to_their_parents_shapes(grad_and_shape):
    """An operation may give its shares as they were broadcast: `vjp` sums them back with it."""
    grad, shape = grad_and_shape
    x, y = leaf(np.ones(shape)), leaf(np.ones(grad.shape))
    out = task1.Tensor.from_op(np.zeros(grad.shape), (x, y), lambda g: (2.0 * g, g), "2x + y")
    share_of_x, share_of_y = out.vjp(grad)
    expected = 2.0 * summed_over_copies(grad, shape)
    assert_close(share_of_x, expected, f"share of a parent of shape {shape}")
    assert_close(share_of_y, grad, f"share of a parent of shape {grad.shape}")


@step("1.2")
def test_unbroadcast_refuses_a_shape_that_does_not_broadcast():
    """A shape that does not broadcast to the gradient's is a ValueError that names it."""
    for full, shape in (
        ((2, 3), (2,)),
        ((2, 3), (4,)),
        ((2, 3), (3, 3)),
        ((3,), (2, 3)),
        ((3,), (1, 3)),
        ((4,), (2,)),
    ):
        summed = task1.unbroadcast(np.ones((5, *full)), full)
        assert_close(summed, np.full(full, 5.0), f"unbroadcast(ones of shape {(5, *full)}, {full})")
        what = f"unbroadcast(grad of shape {full}, {shape})"
        with raises(ValueError, mention=str(shape), what=what):
            task1.unbroadcast(np.ones(full), shape)


@step("1.2")
@given(grad_and_shape=broadcasts(), examples=6)
def test_unbroadcast_leaves_the_gradient_alone(grad_and_shape):
    """The gradient is not written to, however it lies in memory, and nothing is printed."""
    grad, shape = grad_and_shape
    held = learner.hold(grad)
    with no_side_effects(held):
        summed = task1.unbroadcast(held, shape)
    assert_close(summed, summed_over_copies(grad, shape), f"unbroadcast(grad, {shape})")
