"""Step 1.5: numerical gradients."""

import math
import re

import numpy as np
import pytest

from kata import learner
from kata.learner import task1
from kata.testing import (
    EXACT,
    Tolerance,
    arrays,
    assert_close,
    broadcastable_shapes,
    given,
    is_a,
    layouts,
    raises,
    shapes,
    step,
)
from kata.testing.tensors import (
    leaf,
    no_side_effects,
    summed_over_copies,
)

NUMBER = r"\d+\.\d+(?:e[-+]\d+)?"
SHARP = Tolerance(relative=1e-7, absolute=1e-7)
"""Central differences with the documented step are 1e-10 off; one-sided ones 1e-5."""


def wrong_square(x, share):
    """x², with a vjp that is given."""
    return task1.Tensor.from_op(x.data * x.data, (x,), share, "square")


@step("1.5")
def test_numerical_gradient_that_you_can_check_by_hand():
    """The gradient of x * y at x = 2, y = 3 is (3, 2), and that of x * x * x at 2 is (12,)."""
    gradients = task1.numerical_gradient(lambda x, y: x * y, 2.0, 3.0)
    assert isinstance(gradients, tuple) and len(gradients) == 2, (
        "numerical_gradient(f, x, y) must return a tuple of two arrays"
    )
    for name, gradient, expected in zip("xy", gradients, (3.0, 2.0), strict=True):
        assert_close(gradient, np.array(expected), f"numerical gradient of `{name}` in x * y",
                     tolerance=SHARP)  # fmt: skip
    gradients = task1.numerical_gradient(lambda x: x * x * x, task1.Tensor(2.0))
    assert isinstance(gradients, tuple) and len(gradients) == 1, (
        "numerical_gradient(f, x) must return a tuple of one array"
    )
    assert_close(gradients[0], 12.0, "numerical gradient of x * x * x at 2", tolerance=SHARP)


@step("1.5")
@given(x_and_y=arrays(broadcastable_shapes(2, max_dims=2, max_side=3)))
def test_numerical_gradient_of_any_shape(x_and_y):
    """Each input gets a gradient of its own shape, by differences taken on both sides."""
    x, y = x_and_y
    with np.errstate(all="raise"):
        gradients = task1.numerical_gradient(
            lambda x, y: float((np.exp(x.data) * y.data**2).sum()), x, y
        )
    both = np.exp(x) * y**2
    for name, gradient, full, like in (
        ("x", gradients[0], both, x),
        ("y", gradients[1], np.exp(x) * 2 * y, y),
    ):
        expected = summed_over_copies(full, like.shape)
        what = f"numerical gradient of `{name}` in the sum of exp(x) * y²"
        assert_close(gradient, expected, what, tolerance=Tolerance(1e-7, 1e-6))


@step("1.5")
def test_numerical_gradient_moves_one_element_at_a_time():
    """While one element is moved all others stand where they were, in this input and the others."""
    x, y = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([7.0, 11.0])
    gradients = task1.numerical_gradient(
        lambda x, y: float(x.data.prod() * y.data[0] * y.data[1]), x, y
    )
    assert_close(gradients[0], 30.0 * 77.0 / x, "numerical gradient of `x` in a product of all",
                 tolerance=SHARP)  # fmt: skip
    assert_close(gradients[1], 30.0 * 77.0 / y, "numerical gradient of `y` in a product of all",
                 tolerance=SHARP)  # fmt: skip


@step("1.5")
def test_the_step_fits_the_size_of_the_input():
    """At 0, near it, and at a thousand million the differences are as good as elsewhere."""
    for size in 0.0, 1e-8, 1e-3, 1.0, -40.0, 1e6, -1e9:
        (gradient,) = task1.numerical_gradient(lambda x: x * x + x + 1, size)
        what = f"numerical gradient of x * x + x + 1 at {size:g}"
        assert_close(gradient, 2 * size + 1, what, tolerance=SHARP)


@step("1.5")
@pytest.mark.parametrize("dtype", [np.float32, np.int64])
def test_numerical_gradient_computes_in_float64(dtype):
    """f is called with float64 tensors whatever the input, a Tensor for each, and gives float64."""
    x = np.array([1, 2], dtype=dtype)
    came = []

    def cube(tensor, other):
        came.append((is_a(tensor, task1.Tensor), tensor.dtype, is_a(other, task1.Tensor)))
        return float((tensor.data**3).sum())

    first, second = task1.numerical_gradient(cube, x, 4)
    assert came and all(one == (True, np.float64, True) for one in came), (
        "f must be called with tensors, and those must be float64"
    )
    assert_close(
        first, np.array([3.0, 12.0]), f"gradient of Σ x³ at a {x.dtype} x", tolerance=SHARP
    )
    assert_close(second, np.array(0.0), "gradient of an input that f does not use", tolerance=SHARP)


@step("1.5")
@given(x=layouts(arrays(shapes(max_dims=2, max_side=3))))
def test_numerical_gradient_leaves_its_inputs_alone(x):
    """No array, however it lies in memory, and no tensor is changed; nothing is printed."""
    held, tensor = learner.hold(x), leaf(x)
    with no_side_effects(held):
        first, second = task1.numerical_gradient(
            lambda x, y: float((x.data**2 * y.data).sum()), held, tensor
        )
    assert_close(first, 2 * x * x, "numerical gradient of `x` in Σ x² y", tolerance=SHARP)
    assert_close(second, x * x, "numerical gradient of `y` in Σ x² y", tolerance=SHARP)
    assert_close(tensor.data, x, "a tensor given to numerical_gradient", tolerance=EXACT)
    assert tensor.grad is None, "numerical_gradient must not touch a tensor's .grad"


@step("1.5")
def test_numerical_gradient_wants_a_single_value():
    """One element will do, in any shape, but several are a ValueError."""
    (gradient,) = task1.numerical_gradient(lambda x: x * x, np.array([[3.0]]))
    assert_close(gradient, [[6.0]], "numerical gradient of x * x of shape (1, 1)", tolerance=SHARP)
    for shape in (2,), (1, 3):
        with raises(ValueError, what=f"numerical_gradient of a function that gives shape {shape}"):
            task1.numerical_gradient(lambda x: x * x, np.ones(shape))


@step("1.5")
def test_check_gradients_finds_a_wrong_vjp():
    """A right vjp passes; one that forgets the factor 2 is an AssertionError that says where."""
    for x in 3.0, np.array([1.0, 2.0]), np.array([[1.0, -2.0, 4.0]]):
        share = lambda x: wrong_square(x, lambda g: (2.0 * g * x.data,))  # noqa: E731
        assert task1.check_gradients(share, x) is None, "check_gradients returns nothing"
        task1.check_gradients(lambda x, y: x * y + x, x, 5.0)
        with raises(AssertionError, what="check_gradients of x² with the vjp g * x"):
            task1.check_gradients(lambda x: wrong_square(x, lambda g: (g * x.data,)), x)
    with raises(
        AssertionError, mention="1", what="check_gradients of x + y², wrong in y"
    ) as caught:
        task1.check_gradients(
            lambda x, y: x + wrong_square(y, lambda g: (7.4 * g * y.data,)), 5.0, np.array([3.0])
        )
    numbers = [float(number) for number in re.findall(NUMBER, str(caught.error))]
    assert any(
        math.isclose(one, 3.7 * other, rel_tol=0.02) for one in numbers for other in numbers
    ), f"the message must show both numbers, the wrong one and the right one: {caught.error}"


@step("1.5")
def test_check_gradients_looks_at_every_place():
    """One wrong place among many is found, be it the first, the last, or a NaN."""
    x = np.array([1.0, 2.0, 3.0])

    def square(x, factor=1.0):
        return wrong_square(x, lambda g: (2.0 * g * x.data * factor,))

    task1.check_gradients(lambda x, y: square(x) + y, x, x)
    for factor, what in (
        (np.array([1.01, 1.0, 1.0]), "the first place wrong by 1%"),
        (np.array([1.0, 1.0, 0.99]), "the last place wrong by 1%"),
        (np.array([1.0, np.nan, 1.0]), "NaN in the middle"),
    ):
        with raises(AssertionError, what=f"check_gradients of x², {what}"):
            task1.check_gradients(lambda x: square(x, factor), x)  # noqa: B023
        with raises(AssertionError, what=f"check_gradients of y + x², {what}"):
            task1.check_gradients(lambda y, x: y + square(x, factor), x, x)  # noqa: B023


@step("1.5")
def test_check_gradients_knows_inputs_without_a_gradient():
    """An input that f does not use has gradient 0, which is right; one that f loses has not."""
    task1.check_gradients(lambda x, y: x * x, [3.0, 4.0], 5.0)
    task1.check_gradients(lambda x, y: y * y, [3.0, 4.0], 5.0)
    with raises(AssertionError, what="check_gradients of x * y, where y is left out of the graph"):
        task1.check_gradients(lambda x, y: x * y.data, [3.0, 4.0], 5.0)
    with raises(AssertionError, what="check_gradients of x * y, where x is left out of the graph"):
        task1.check_gradients(lambda x, y: x.data * y, [3.0, 4.0], 5.0)


@step("1.5")
def test_errors_of_several_outputs_do_not_cancel():
    """A vjp that is right in sum alone, one output too much and another too little, is found."""

    def twice(x, share):
        return task1.Tensor.from_op(np.array([1.0, 1.0]) * x.data, (x,), share, "twice")

    task1.check_gradients(lambda x: twice(x, lambda g: (g[0] + g[1],)), 3.0)
    for what, share in (
        ("2 g[0]", lambda g: (2.0 * g[0],)),
        ("2 g[1]", lambda g: (2.0 * g[1],)),
    ):
        with raises(AssertionError, what=f"check_gradients of [x, x] with the vjp {what}"):
            task1.check_gradients(lambda x: twice(x, share), 3.0)  # noqa: B023


@step("1.5")
def test_check_gradients_obeys_its_tolerances():
    """`rtol` and `atol` say how far apart the gradients may lie."""
    inputs = np.array([10.0, 20.0]), np.array([1.0, 2.0])
    off = lambda x, y: wrong_square(x, lambda g: (2.0 * g * x.data * 1.001,)) + y * 0.0  # noqa: E731
    task1.check_gradients(off, *inputs, rtol=1e-2)
    task1.check_gradients(off, *inputs, rtol=0.0, atol=0.1)
    for options in {}, {"rtol": 1e-4}, {"rtol": 0.0, "atol": 0.01}:
        with raises(AssertionError, what=f"check_gradients with an error of 0.1% and {options}"):
            task1.check_gradients(off, *inputs, **options)


@step("1.5")
def test_check_gradients_leaves_its_inputs_alone():
    """The arrays and tensors that it is given stay as they were, and get no gradient."""
    held, single, double = learner.hold(np.array([10.0, 20.0])), leaf([1, 2], np.float32), leaf(3)
    constant = task1.Tensor([3.0, 4.0])
    inputs = held, single, double, constant
    task1.check_gradients(lambda a, b, c, d: a * b * c * d, *inputs)
    with raises(AssertionError, what="check_gradients of b * c, where c is left out of the graph"):
        task1.check_gradients(lambda a, b, c, d: b * c.data, *inputs)
    assert learner.unchanged(held), "check_gradients changed an array that it was given"
    for tensor in single, double, constant:
        assert tensor.grad is None, "check_gradients must not touch the .grad of a tensor given"
    assert not constant.requires_grad, "check_gradients must not make a constant require gradients"
    assert_close(single.data, np.float32([1.0, 2.0]), "a tensor given to check_gradients")


@step("1.5")
def test_the_weights_of_check_gradients_are_fixed():
    """They come from a generator of their own: no hidden random state, no luck, nothing printed."""
    x = np.array([1.0, 2.0, 3.0])

    def near(x):
        return wrong_square(x, lambda g: (2.0 * g * x.data + g[::-1],))

    with no_side_effects():
        task1.check_gradients(lambda x: x * x * x, x)
        messages = []
        for _ in range(2):
            with raises(AssertionError, what="check_gradients of a wrong vjp") as caught:
                task1.check_gradients(near, x)
            messages.append(str(caught.error))
    assert messages[0] == messages[1], f"a second check finds other numbers: {messages}"
