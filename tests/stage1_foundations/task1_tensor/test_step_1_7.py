"""Step 1.7: elementary functions."""

import operator

import numpy as np
import pytest

from kata import learner
from kata.learner import task1
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    noted,
    shapes,
    step,
)
from kata.testing.tensors import DTYPES, assert_freed, assert_vjp_repeats, leaf, no_side_effects

FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
    "sqrt": np.sqrt,
    "abs": np.abs,
}
OFF_ZERO = arrays(away_from=0)


def each_function(x):
    """Name and reference of each function, and `x` moved to where the function is defined."""
    for name, f in FUNCTIONS.items():
        inside = np.abs(x) if name in ("log", "sqrt") else x
        with noted(x=inside):
            yield name, f, inside


@step("1.7")
@pytest.mark.parametrize(
    ("name", "x", "value", "slope"),
    [
        ("exp", [0.0, 1.0], [1.0, np.e], [1.0, np.e]),
        ("log", [1.0, 4.0], [0.0, np.log(4.0)], [1.0, 0.25]),
        ("sin", [0.0, np.pi / 2], [0.0, 1.0], [1.0, 0.0]),
        ("cos", [0.0, np.pi / 2], [1.0, 0.0], [0.0, -1.0]),
        ("tanh", [0.0, np.log(2.0)], [0.0, 0.6], [1.0, 0.64]),
        ("sigmoid", [0.0, np.log(3.0)], [0.5, 0.75], [0.25, 0.1875]),
        ("relu", [-2.0, 3.0], [0.0, 3.0], [0.0, 1.0]),
        ("sqrt", [4.0, 9.0], [2.0, 3.0], [0.25, 1 / 6]),
        ("abs", [-2.0, 3.0], [2.0, 3.0], [-1.0, 1.0]),
    ],
)
def test_functions_that_you_can_check_by_hand(name, x, value, slope):
    """At a few points the values and the slopes of each function are known."""
    tensor = leaf(x)
    out = getattr(tensor, name)()
    assert is_a(out, task1.Tensor), f"{name} must give a Tensor"
    out.backward(np.array([1.0, 10.0]))
    assert_close(out.data, value, f"{name} of {np.round(x, 4).tolist()}")
    expected = np.multiply(slope, [1.0, 10.0])
    assert_close(
        tensor.grad, expected, f"gradient of `x` in {name}(x), x = {np.round(x, 4).tolist()}"
    )


@step("1.7")
@given(x=layouts(OFF_ZERO), examples=8)
def test_values_of_functions(x):
    """The values are NumPy's, for any shape, and the tensor is left as it was."""
    for name, f, inside in each_function(x):
        tensor = leaf(inside)
        assert_close(getattr(tensor, name)().data, f(inside), f"{name}(x)")
        assert_close(tensor.data, inside, f"x after {name}(x)", tolerance=EXACT)


@step("1.7")
@given(x=OFF_ZERO, examples=8)
def test_slopes_of_functions_agree_with_finite_differences(x):
    """The gradient agrees with finite differences, for any shape."""
    for name, f, inside in each_function(x):
        method = operator.methodcaller(name)
        check_gradients(method, inside, what=f"{name}(x)", reference=f, names=("x",))


@step("1.7")
@given(x=OFF_ZERO, dtype=DTYPES, examples=8)
def test_functions_agree_with_pytorch(x, dtype):
    """Value and gradient are PyTorch's, in float32 as in float64."""
    for name, _, inside in each_function(x):
        f = operator.methodcaller(name)
        assert_parity(f, f, inside, what=f"{name}(x)", dtype=dtype, names=("x",))


@step("1.7")
def test_the_slope_of_relu_at_0():
    """relu(0) is 0, and so is its slope there."""
    x = leaf([0.0, -0.0, 1.0, -1.0])
    out = x.relu()
    out.backward(np.array([5.0, 5.0, 2.0, 2.0]))
    assert_close(out.data, [0.0, 0.0, 1.0, 0.0], "relu of [0, -0, 1, -1]")
    what = "gradient of `x` in relu(x), x = [0, -0, 1, -1]"
    assert_close(x.grad, [0.0, 0.0, 2.0, 0.0], what, convention="relu'(0) = 0")
    single = leaf(0.0)
    single.relu().backward()
    what = "gradient of `x` in relu(x), x = 0"
    assert_close(single.grad, 0.0, what, convention="relu'(0) = 0")


@step("1.7")
def test_the_slope_of_abs_at_0():
    """abs(0) is 0, and its slope there is 0, half-way between -1 and 1."""
    x = leaf([0.0, -0.0, 1.0, -1.0])
    out = x.abs()
    out.backward(np.array([5.0, 5.0, 2.0, 2.0]))
    assert_close(out.data, [0.0, 0.0, 1.0, 1.0], "abs of [0, -0, 1, -1]")
    what = "gradient of `x` in abs(x), x = [0, -0, 1, -1]"
    assert_close(x.grad, [0.0, 0.0, 2.0, -2.0], what, convention="that |x| has slope 0 at 0")


@step("1.7")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_sigmoid_far_below_0(dtype):
    """Far below 0 sigmoid is 0, with slope 0, and nothing overflows on the way."""
    check_sigmoid([-float(np.finfo(dtype).max), -1000.0, -100.0, 0.0], dtype, 0.0)


@step("1.7")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_sigmoid_far_above_0(dtype):
    """Far above 0 sigmoid is 1, with slope 0, and nothing overflows on the way."""
    check_sigmoid([float(np.finfo(dtype).max), 1000.0, 100.0, 0.0], dtype, 1.0)


def check_sigmoid(values, dtype, far):
    """Sigmoid is `far` at all values but the last, which is 0, and nothing overflows."""
    x = leaf(values, dtype)
    overflow = learner.beside("overflow")
    reports, out = overflow.overflows(learner.ref(task1.Tensor, "sigmoid"), x)
    what = f"sigmoid of [{values[0]:.3g}, {values[1]:g}, {values[2]:g}, 0]"
    assert_close(out.data, np.array([far, far, far, 0.5], dtype), what)
    assert not reports, f"NumPy reported an {reports[0]} while your code computed the {what}"
    reports, _ = overflow.overflows(learner.ref(out, "backward"), np.ones(4, dtype))
    assert not reports, f"NumPy reported an {reports[0]} in the backward pass of the {what}"
    assert_close(x.grad, np.array([0, 0, 0, 0.25], dtype), f"gradient of the {what}")


@step("1.7")
def test_functions_of_very_large_numbers():
    """Far out values and slopes are still plain numbers, never NaN."""
    for name, x, value, slope in (
        ("tanh", [-1e4, 1e300], [-1.0, 1.0], [0.0, 0.0]),
        ("relu", [-1e300, 1e300], [0.0, 1e300], [0.0, 1.0]),
        ("exp", [-1e4, -800.0], [0.0, 0.0], [0.0, 0.0]),
        ("abs", [-1e300, 1e300], [1e300, 1e300], [-1.0, 1.0]),
        ("sqrt", [1e300, 1e-300], [1e150, 1e-150], [5e-151, 5e149]),
    ):
        tensor = leaf(x)
        out = getattr(tensor, name)()
        out.backward(np.ones(2))
        assert_close(out.data, value, f"{name} of {x}")
        assert_close(tensor.grad, slope, f"gradient of `x` in {name}(x), x = {x}")


@step("1.7")
@given(x=arrays(shapes(max_dims=2), low=-2, high=2, away_from=0), examples=8)
def test_functions_of_functions(x):
    """Through several functions in a row, and side by side, the chain rule holds as in PyTorch."""

    def f(x):
        inner = (x * x + 0.5).sqrt().log().sin()
        outer = (x.sigmoid() * x.tanh()).exp() + x.abs() * x.relu()
        return inner * outer.cos() + inner * x.exp()

    assert_parity(f, f, x, what="an expression with every function")


@step("1.7")
def test_functions_leave_no_trace():
    """A vjp repeats itself, nothing is printed, and a dropped result leaves the memory."""
    for name, f, x in each_function(np.array([[0.5, 1.5, 2.5]])):
        tensor = leaf(x)
        with no_side_effects():
            out = getattr(tensor, name)()
            assert_close(out.data, f(x), f"{name}(x)")
            assert_vjp_repeats(out, (1, 3), f"{name}(x)")
        assert_freed(learner.ref(task1.Tensor, name), tensor, what=f"the result of {name}")


@step("1.7")
def test_the_whole_chain_of_operations():
    """c = a * b; d = c + a.sin(); e = d / b.log(): both gradients are as on paper."""
    a, b = leaf(2.0), leaf(3.0)
    c = a * b
    d = c + a.sin()
    e = d / b.log()
    e.backward()
    log3 = np.log(3.0)
    assert_close(e.data, (6.0 + np.sin(2.0)) / log3, "e for a = 2, b = 3")
    assert_close(a.grad, (3.0 + np.cos(2.0)) / log3, "gradient of `a`: (b + cos a) / log b")
    expected = 2.0 / log3 - (6.0 + np.sin(2.0)) / (3.0 * log3**2)
    assert_close(b.grad, expected, "gradient of `b`: a / log b - d / (b log² b)")
