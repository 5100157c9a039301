"""Step 1.1: arithmetic, forward and vjp."""

import operator

import numpy as np
import pytest

from kata import learner
from kata.learner import task1
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    broadcastable_shapes,
    check_vjp,
    given,
    is_a,
    raises,
    step,
)
from kata.testing.tensors import (
    DTYPES,
    alike,
    assert_freed,
    assert_vjp_repeats,
    in_any_layout,
    leaf,
    no_side_effects,
)

ARITHMETIC = {"a + b": operator.add, "a * b": operator.mul}


def share_of(tensor, out, g):
    """What `out.vjp(g)` gives to one of the parents."""
    (share,) = (s for s, parent in zip(out.vjp(g), out.parents, strict=True) if parent is tensor)
    return share


@step("1.1")
def test_addition_that_you_can_check_by_hand():
    """[1, 2] + [10, 20] is [11, 22], and each operand's share of a gradient is that gradient."""
    a, b = leaf([1.0, 2.0]), leaf([10.0, 20.0])
    out = a + b
    assert is_a(out, task1.Tensor), "a + b must give a Tensor"
    assert_close(out.data, [11.0, 22.0], "[1, 2] + [10, 20]")
    assert_close(a.data, [1.0, 2.0], "`a` after a + b", tolerance=EXACT)
    share_of_a, share_of_b = out.vjp(np.array([5.0, 7.0]))
    assert_close(share_of_a, [5.0, 7.0], "share of `a` in (a + b).vjp([5, 7])")
    assert_close(share_of_b, [5.0, 7.0], "share of `b` in (a + b).vjp([5, 7])")


@step("1.1")
def test_multiplication_that_you_can_check_by_hand():
    """[1, 2] * [10, 20] is [10, 40]; a share is the gradient times the other operand."""
    a, b = leaf([1.0, 2.0]), leaf([10.0, 20.0])
    out = a * b
    assert is_a(out, task1.Tensor), "a * b must give a Tensor"
    assert_close(out.data, [10.0, 40.0], "[1, 2] * [10, 20]")
    assert_close(a.data, [1.0, 2.0], "`a` after a * b", tolerance=EXACT)
    share_of_a, share_of_b = out.vjp(np.array([5.0, 7.0]))
    assert_close(share_of_a, [50.0, 140.0], "share of `a` in (a * b).vjp([5, 7])")
    assert_close(share_of_b, [5.0, 14.0], "share of `b` in (a * b).vjp([5, 7])")


@step("1.1")
def test_a_result_knows_its_parents():
    """A sum or product has its operands as parents, as they were written, and is named + or *."""
    a, b = leaf([1.0, 2.0]), task1.Tensor([3.0, 4.0])
    for out, name in (a + b, "+"), (a * b, "*"):
        left, right = out.parents
        assert left is a and right is b, f"the parents of a {name} b must be (a, b)"
        assert out.op == name, f"the op of a {name} b must be {name!r}, not {out.op!r}"
        assert out.requires_grad, f"a {name} b requires gradients, since a does"
    for out, what in (
        (b + a, "constant + a"),
        (b * a, "constant * a"),
        (2.0 + a, "2.0 + a"),
        (np.ones(2) * a, "array * a"),
    ):
        assert out.parents[-1] is a, f"the tensor on the right in {what} must be the second parent"
        assert out.requires_grad, f"{what} requires gradients, since a does"
    for out, name in (b + b, "+"), (b * 2.0, "*"):
        assert is_a(out, task1.Tensor), f"{name} must give a Tensor"
        assert out is not b and not out.requires_grad and out.parents == (), (
            f"the result of {name} is a leaf where neither operand requires gradients"
        )


@step("1.1")
def test_numbers_and_arrays_are_parents_too():
    """A number or an array beside a tensor is a parent as well, a constant with its values."""
    a, array = leaf([1.0, 2.0]), np.array([3.0, 4.0])
    for out, what, value in (
        (a + 2.0, "a + 2.0", 2.0),
        (2.0 + a, "2.0 + a", 2.0),
        (a * 2.0, "a * 2.0", 2.0),
        (2.0 * a, "2.0 * a", 2.0),
        (a + array, "a + array", array),
        (array * a, "array * a", array),
    ):
        assert len(out.parents) == 2, f"{what} has two parents, not {len(out.parents)}"
        (constant,) = (parent for parent in out.parents if parent is not a)
        assert not constant.requires_grad, f"the other parent of {what} is a constant"
        assert_close(constant.data, value, f"the other parent of {what}")


@step("1.1")
@given(a_and_b=alike(), examples=8)
def test_arrays_may_stand_on_either_side(a_and_b):
    """A tensor with an array beside it, on the left or on the right, gives a Tensor."""
    a, b = a_and_b
    for what, f in ARITHMETIC.items():
        for left, right in (leaf(a), b), (a, leaf(b)):
            tensor = right if left is a else left
            side = "right" if left is a else "left"
            out = f(left, right)
            assert is_a(out, task1.Tensor), f"{what} with the tensor on the {side} gives no Tensor"
            assert_close(out.data, f(a, b), f"{what} with the tensor on the {side}")
            slope = 1.0 if f is operator.add else b if left is not a else a
            share = share_of(tensor, out, np.full(a.shape, 3.0))
            assert_close(
                share, np.full(a.shape, 3.0) * slope, f"share of the {side} side in {what}"
            )


@step("1.1")
@pytest.mark.parametrize("number", [3, 2.5, np.float64(-2.0)])
def test_numbers_may_stand_on_either_side(number):
    """A number on the left or on the right works too, a Python number or one of NumPy's."""
    x = leaf(5.0)
    for what, out, value, slope in (
        (f"5 + {number!r}", x + number, 5.0 + number, 1.0),
        (f"{number!r} + 5", number + x, 5.0 + number, 1.0),
        (f"5 * {number!r}", x * number, 5.0 * number, number),
        (f"{number!r} * 5", number * x, 5.0 * number, number),
    ):
        assert is_a(out, task1.Tensor), f"{what} must give a Tensor"
        assert_close(out.data, float(value), what)
        assert_close(share_of(x, out, 2.0), 2.0 * float(slope), f"share of the tensor in {what}")
    row = leaf([1.0, 2.0])
    assert_close((row + number).data, [1.0 + number, 2.0 + number], f"[1, 2] + {number!r}")
    assert_close((number * row).data, [number * 1.0, number * 2.0], f"{number!r} * [1, 2]")


@step("1.1")
@given(a_and_b=arrays(broadcastable_shapes()))
def test_values_broadcast_like_numpy(a_and_b):
    """Shapes that NumPy broadcasts give the values that NumPy gives."""
    a, b = a_and_b
    for what, f in ARITHMETIC.items():
        assert_close(f(leaf(a), leaf(b)).data, f(a, b), what)
        assert_close(f(leaf(a), b).data, f(a, b), f"{what}, where b is an array")
        assert_close(f(a, leaf(b)).data, f(a, b), f"{what}, where a is an array")


@step("1.1")
@given(a_and_b=alike(), examples=8)
def test_shares_agree_with_finite_differences(a_and_b):
    """The shares that `vjp` gives agree with finite differences, for any numbers and any shape."""
    for what, f in ARITHMETIC.items():
        check_vjp(f, *a_and_b, what=what, reference=f, names=("a", "b"))


@step("1.1")
@given(a_and_b_and_g=alike(3), dtype=DTYPES)
def test_shares_agree_with_pytorch(a_and_b_and_g, dtype):
    """The shares that `vjp` gives are PyTorch's gradients, in float32 as in float64."""
    import torch

    a, b, g = (array.astype(dtype) for array in a_and_b_and_g)
    for what, f in ARITHMETIC.items():
        theirs = [torch.tensor(array, requires_grad=True) for array in (a, b)]
        expected = torch.autograd.grad(f(*theirs), theirs, torch.tensor(g))
        shares = f(leaf(a, dtype), leaf(b, dtype)).vjp(g)
        for name, share, wanted in zip("ab", shares, expected, strict=True):
            assert_close(share, wanted, f"share of `{name}` in ({what}).vjp(g)")


@step("1.1")
def test_a_tensor_may_meet_itself():
    """x + x and x * x have x as parent twice, with one share for each time."""
    x = leaf([3.0, -4.0])
    for what, out, value, share in (
        ("x + x", x + x, [6.0, -8.0], [2.0, 5.0]),
        ("x * x", x * x, [9.0, 16.0], [6.0, -20.0]),
    ):
        assert_close(out.data, value, what)
        assert len(out.parents) == 2 and all(parent is x for parent in out.parents), (
            f"the parents of {what} are (x, x)"
        )
        for number, came in enumerate(out.vjp(np.array([2.0, 5.0])), start=1):
            assert_close(came, share, f"share number {number} of ({what}).vjp([2, 5])")


@step("1.1")
def test_numbers_keep_the_dtype():
    """float32 stays float32 beside a number; whole numbers in an array become float64."""
    x = leaf([1.5, 2.0], np.float32)
    for what, out, value in (
        ("x + 1", x + 1, [2.5, 3.0]),
        ("1.0 + x", 1.0 + x, [2.5, 3.0]),
        ("x * 2.0", x * 2.0, [3.0, 4.0]),
        ("2 * x", 2 * x, [3.0, 4.0]),
        ("np.float64(2) * x", np.float64(2) * x, [3.0, 4.0]),
    ):
        assert_close(out.data, np.float32(value), f"{what} for a float32 x")
    whole = np.array([2, 3])
    assert_close(
        (leaf([0.5, 1.0]) * whole).data, np.array([1.0, 3.0]), "x * [2, 3] for a float64 x"
    )
    assert_close(
        (whole + leaf([0.5, 1.0])).data, np.array([2.5, 4.0]), "[2, 3] + x for a float64 x"
    )


@step("1.1")
@given(a_and_b=in_any_layout(alike()), examples=4)
def test_arithmetic_leaves_no_trace(a_and_b):
    """No operand is written to, nothing is printed, and a dropped result leaves the memory."""
    a, b = a_and_b
    x, held = leaf(a), learner.hold(b)
    with no_side_effects(held):
        for what, f in ARITHMETIC.items():
            for out in f(x, held), f(held, x):
                assert_close(out.data, f(a, b), what)
                assert_vjp_repeats(out, a.shape, what)
    assert_close(x.data, a, "the tensor afterwards", tolerance=EXACT)
    for name in "__add__", "__radd__", "__mul__", "__rmul__":
        assert_freed(learner.ref(task1.Tensor, name), x, b, what=f"the result of {name}")


@step("1.1")
def test_operands_that_do_not_fit_are_refused():
    """Shapes that do not broadcast are a ValueError, and what is no number is a TypeError."""
    x = leaf([1.0, 2.0])
    for what, f in ARITHMETIC.items():
        assert_close(f(x, np.array([[3.0], [4.0]])).data, f(np.array([1, 2]), [[3.0], [4.0]]), what)
        with raises(ValueError, what=f"{what} of shapes (2,) and (3,)"):
            f(x, np.ones(3))
        with raises(ValueError, what=f"{what} of shapes (3,) and (2,)"):
            f(np.ones(3), x)
        with raises(TypeError, what=f"{what} of a tensor and a text"):
            f(x, "three")
