"""Step 1.6: the rest of arithmetic."""

import operator
from functools import partial

import numpy as np

from kata import learner
from kata.learner import task1
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    broadcastable_shapes,
    check_gradients,
    given,
    is_a,
    raises,
    step,
)
from kata.testing.tensors import (
    DTYPES,
    assert_freed,
    assert_vjp_repeats,
    in_any_layout,
    leaf,
    no_side_effects,
)

SYMBOLS = {"a - b": operator.sub, "a / b": operator.truediv, "a ** b": operator.pow}
POSITIVE = arrays(broadcastable_shapes(), low=0.3, high=2.5)


@step("1.6")
def test_differences_and_quotients_that_you_can_check_by_hand():
    """Minus sends minus the gradient to its right side; a / b sends 1/b and -a/b²."""
    for what, f, value, slope_of_a, slope_of_b in (
        ("a - b", lambda a, b: a - b, 4.0, 1.0, -1.0),
        ("a / b", lambda a, b: a / b, 3.0, 0.5, -1.5),
        ("-a - b", lambda a, b: -a - b, -8.0, -1.0, -1.0),
        ("b / a", lambda a, b: b / a, 1 / 3, -1 / 18, 1 / 6),
        ("(8 - a) / b", lambda a, b: (8 - a) / b, 1.0, -0.5, -0.5),
        ("12 / a - b", lambda a, b: 12 / a - b, 0.0, -1 / 3, -1.0),
    ):
        a, b = leaf(6.0), leaf(2.0)
        out = f(a, b)
        assert is_a(out, task1.Tensor), f"{what} must give a Tensor"
        out.backward()
        assert_close(out.data, value, f"{what} for a = 6, b = 2")
        assert_close(a.grad, slope_of_a, f"gradient of `a` in {what} for a = 6, b = 2")
        assert_close(b.grad, slope_of_b, f"gradient of `b` in {what} for a = 6, b = 2")


@step("1.6")
def test_powers_that_you_can_check_by_hand():
    """2³ is 8; the slope is 3 · 2² = 12 in the base and 8 ln 2 in the exponent."""
    x, p = leaf(2.0), leaf(3.0)
    out = x**p
    out.backward()
    assert_close(out.data, 8.0, "x ** p for x = 2, p = 3")
    assert_close(x.grad, 12.0, "gradient of `x` in x ** p for x = 2, p = 3")
    assert_close(p.grad, 8 * np.log(2), "gradient of `p` in x ** p for x = 2, p = 3")
    x, p = leaf([1.0, 2.0, 3.0]), leaf([1.0, 2.0])
    (x**2).backward(np.array([1.0, 10.0, 100.0]))
    assert_close(x.grad, [2.0, 40.0, 600.0], "gradient of `x` in x ** 2 for x = [1, 2, 3]")
    out = 2**p
    out.backward(np.array([1.0, 10.0]))
    assert_close(out.data, [2.0, 4.0], "2 ** p for p = [1, 2]")
    expected = np.log(2) * np.array([2.0, 40.0])
    assert_close(p.grad, expected, "gradient of `p` in 2 ** p for p = [1, 2]")


@step("1.6")
def test_negative_numbers_have_whole_powers():
    """(-2)³ is -8 with the slope 12: a negative base is fine where the exponent is whole."""
    values, g = np.array([-2.0, -0.5, 3.0]), np.array([1.0, 2.0, -1.0])
    for exponent in 3, 2, 1, -1, -2.0, 2.0:
        x = leaf(values)
        out = x**exponent
        out.backward(g)
        assert_close(out.data, values**exponent, f"[-2, -0.5, 3] ** {exponent}")
        slope = exponent * values ** (exponent - 1)
        what = f"gradient of `x` in x ** {exponent}, x = [-2, -0.5, 3]"
        assert_close(x.grad, g * slope, what)


@step("1.6")
@given(a_and_b=POSITIVE, examples=8)
def test_tensors_arrays_and_numbers_on_either_side(a_and_b):
    """The values are NumPy's, whichever side is a tensor, and whatever the other side is."""
    a, b = a_and_b
    for what, f in SYMBOLS.items():
        for sort, left, right in (
            ("two tensors", leaf(a), leaf(b)),
            ("b an array", leaf(a), b),
            ("a an array", a, leaf(b)),
        ):
            out = f(left, right)
            assert is_a(out, task1.Tensor), f"{what}, {sort}, must give a Tensor"
            assert_close(out.data, f(a, b), f"{what}, {sort}")
        for number in 2, 0.5, np.float64(3.0):
            assert_close(f(leaf(a), number).data, f(a, number), f"{what}, b the number {number!r}")
            assert_close(f(number, leaf(b)).data, f(number, b), f"{what}, a the number {number!r}")
    assert_close((-leaf(a)).data, -a, "-a")


@step("1.6")
@given(a_and_b=POSITIVE, examples=6)
def test_arithmetic_gradients_agree_with_finite_differences(a_and_b):
    """The gradients agree with finite differences, whichever side is a tensor."""
    a, b = a_and_b
    check_gradients(lambda a: -a, a, what="-a", reference=np.negative)
    for what, f in SYMBOLS.items():
        check_gradients(f, a, b, what=what, reference=f, names=("a", "b"))
        for sort, constant in ("an array", b), ("the number 3", 3), ("the number -0.5", -0.5):
            g = partial(_swapped, f, constant)
            check_gradients(g, a, what=f"{what}, b {sort}", reference=g, names=("a",))
        for sort, constant in ("an array", a), ("the number 3", 3), ("the number 0.5", 0.5):
            g = partial(f, constant)
            check_gradients(g, b, what=f"{what}, a {sort}", reference=g, names=("b",))


def _swapped(f, b, a):
    return f(a, b)


@step("1.6")
@given(a_and_b=POSITIVE, dtype=DTYPES, examples=8)
def test_arithmetic_agrees_with_pytorch(a_and_b, dtype):
    """Values and gradients are PyTorch's, in float32 as in float64."""
    for what, f in SYMBOLS.items():
        assert_parity(f, f, *a_and_b, what=what, dtype=dtype, names=("a", "b"))


@step("1.6")
@given(x_and_y=POSITIVE, examples=8)
def test_every_operation_twice_in_one_graph(x_and_y):
    """Two of each in one expression, each side once a constant: the gradients are PyTorch's."""

    def f(x, y):
        ratio = (2 - x) / y - 1 / (x + 3)
        power = y**x * 2**-y - (x - 3.5) ** 2
        return (ratio - power) / (power * power + 1.5) - (-x) / 7

    assert_parity(f, f, *x_and_y, what="an expression with every operation twice")


@step("1.6")
def test_exponent_zero_has_gradient_zero():
    """x ** 0 is 1 with the slope 0, at x = 0 too; the exponents beside it keep their slopes."""
    for exponent in 0, 0.0, np.zeros(3), task1.Tensor(0.0):
        x = leaf([0.0, 2.0, -3.0])
        out = x**exponent
        out.backward(np.array([1.0, 2.0, 3.0]))
        assert_close(out.data, [1.0, 1.0, 1.0], "x ** 0 at x = [0, 2, -3]")
        assert_close(x.grad, [0.0, 0.0, 0.0], "gradient of `x` in x ** 0 at x = [0, 2, -3]")
    x = leaf([0.0, 0.0, 0.0, 2.0])
    (x ** np.array([0.0, 1.0, 2.0, 3.0])).backward(np.array([1.0, 5.0, 1.0, 1.0]))
    assert_close(x.grad, [0.0, 5.0, 0.0, 12.0], "gradient of `x` in [0, 0, 0, 2] ** [0, 1, 2, 3]")


@step("1.6")
def test_the_slope_of_an_exponent_at_base_zero():
    """0 ** p has gradient 0 with respect to p where p ≥ 0, not NaN."""
    convention = "that the gradient of p in x ** p is 0 at x = 0, p ≥ 0"
    x, p = leaf([0.0, 0.0, 0.0, 2.0]), leaf([0.0, 1.0, 2.0, 3.0])
    out = x**p
    out.backward(np.ones(4))
    assert_close(out.data, [1.0, 0.0, 0.0, 8.0], "[0, 0, 0, 2] ** [0, 1, 2, 3]")
    what = "in [0, 0, 0, 2] ** [0, 1, 2, 3]"
    assert_close(x.grad, [0.0, 1.0, 0.0, 12.0], f"gradient of the bases {what}")
    expected = [0.0, 0.0, 0.0, 8 * np.log(2)]
    assert_close(p.grad, expected, f"gradient of the exponents {what}", convention=convention)


@step("1.6")
def test_the_rest_of_arithmetic_keeps_float32():
    """A float32 tensor beside a number gives float32, value and gradient."""
    for what, f, value, slope in (
        ("-x", lambda x: -x, -2.0, -1.0),
        ("x - 1.0", lambda x: x - 1.0, 1.0, 1.0),
        ("1 - x", lambda x: 1 - x, -1.0, -1.0),
        ("x / 2.0", lambda x: x / 2.0, 1.0, 0.5),
        ("1 / x", lambda x: 1 / x, 0.5, -0.25),
        ("x ** 2", lambda x: x**2, 4.0, 4.0),
        ("x ** -1.0", lambda x: x**-1.0, 0.5, -0.25),
        ("2.0 ** x", lambda x: 2.0**x, 4.0, 4 * np.log(2)),
        ("np.float64(2) ** x", lambda x: np.float64(2.0) ** x, 4.0, 4 * np.log(2)),
    ):
        x = leaf(2.0, np.float32)
        out = f(x)
        out.backward()
        assert_close(out.data, np.float32(value), f"{what} for a float32 x = 2")
        assert_close(x.grad, np.float32(slope), f"gradient of `x` in {what} for a float32 x = 2")


@step("1.6")
@given(a_and_b=in_any_layout(POSITIVE), examples=4)
def test_the_rest_of_arithmetic_leaves_no_trace(a_and_b):
    """No operand is written to, nothing is printed, and a dropped result leaves the memory."""
    a, b = a_and_b
    x, held = leaf(a), learner.hold(b)
    shape = np.broadcast_shapes(a.shape, b.shape)
    with no_side_effects(held):
        for what, f in SYMBOLS.items():
            for out, expected in (f(x, held), f(a, b)), (f(held, x), f(b, a)):
                assert_close(out.data, expected, what)
                assert_vjp_repeats(out, shape, what)
    assert_close(x.data, a, "the tensor afterwards", tolerance=EXACT)
    for name in "sub", "rsub", "truediv", "rtruediv", "pow", "rpow":
        name = f"__{name}__"
        assert_freed(learner.ref(task1.Tensor, name), x, b, what=f"the result of {name}")
    assert_freed(learner.ref(task1.Tensor, "__neg__"), x, what="the result of __neg__")


@step("1.6")
def test_operands_that_arithmetic_refuses():
    """Shapes that do not broadcast are a ValueError, and what is no number is a TypeError."""
    values = np.array([1.0, 2.0])
    for what, f in SYMBOLS.items():
        x = leaf(values)
        assert_close(f(x, np.array([[3.0]])).data, f(values, np.array([[3.0]])), what)
        for left, right in (x, np.ones(3)), (np.ones(3), x), (x, leaf(np.ones(3))):
            with raises(ValueError, what=f"{what} of shapes (2,) and (3,)"):
                f(left, right)
        with raises(TypeError, what=f"{what} of a tensor and a text"):
            f(x, "three")
