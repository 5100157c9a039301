"""Step 1.10: shape and indexing."""

from itertools import permutations

import numpy as np
from hypothesis import strategies as st

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
    raises,
    shapes,
    step,
)
from kata.testing.tensors import (
    DTYPES,
    assert_freed,
    assert_vjp_repeats,
    leaf,
    no_side_effects,
    weights,
)

COUNTING = np.arange(1.0, 25.0).reshape(2, 3, 4)


def check_moved(f, x, what):
    """`f` only moves elements: the values are NumPy's, and the gradient goes back the same way."""
    tensor, expected = leaf(x, x.dtype), f(x)
    out = f(tensor)
    assert is_a(out, task1.Tensor), f"{what} must give a Tensor"
    assert_close(out.data, expected, what, tolerance=EXACT)
    g = weights(expected.shape, x.dtype)
    with noted(g=g):
        out.backward(g)
        places = f(np.arange(x.size).reshape(x.shape))
        back = np.bincount(places.ravel(), g.ravel(), x.size).reshape(x.shape).astype(x.dtype)
        assert_close(tensor.grad, back, f"gradient of `x` in {what}")


@step("1.10")
def test_shapes_that_you_can_check_by_hand():
    """[[1, 2, 3], [4, 5, 6]] reshaped and transposed; the gradient is moved back to its places."""
    turned = [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]], [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]
    cut = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    for what, f, (value, gradient) in (
        ("x.reshape(3, 2)", lambda x: x.reshape(3, 2), cut),
        ("x.T", lambda x: x.T, turned),
        ("x.transpose(1, 0)", lambda x: x.transpose(1, 0), turned),
        ("x.swapaxes(0, 1)", lambda x: x.swapaxes(0, 1), turned),
    ):
        x = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        out = f(x)
        assert is_a(out, task1.Tensor), f"{what} must give a Tensor"
        out.backward(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
        assert_close(out.data, value, f"{what} of [[1, 2, 3], [4, 5, 6]]")
        assert_close(x.grad, gradient, f"gradient of `x` in {what}, for [[1, 2], [3, 4], [5, 6]]")


@step("1.10")
def test_reshape_keeps_the_elements_in_order():
    """Any shape of as many elements will do, as a tuple or as numbers, -1 for what is left."""
    for shape in (24,), (4, 6), (-1,), (4, -1), (1, 2, 12), (2, 3, 2, 2), (-1, 1), (4, 3, 2):
        what = "x.reshape({}) of shape (2, 3, 4)"
        check_moved(lambda x: x.reshape(shape), COUNTING, what.format(shape))  # noqa: B023
        what = what.format(", ".join(map(str, shape)))
        check_moved(lambda x: x.reshape(*shape), COUNTING, what)  # noqa: B023
    check_moved(lambda x: x.reshape(1, 1), np.array(5.0), "x.reshape(1, 1) of a single number")
    check_moved(lambda x: x.reshape(()), np.array([5.0]), "x.reshape(()) of shape (1,)")


@step("1.10")
def test_transpose_moves_every_axis():
    """The axes come in the order asked for, and the gradient goes back by the inverse order."""
    cube = np.arange(27.0).reshape(3, 3, 3)
    for axes in *permutations(range(3)), (-1, 0, 1), (1, -1, -3):
        for x in COUNTING, cube:
            what = "x.transpose({}) of shape {}"
            check_moved(lambda x: x.transpose(axes), x, what.format(axes, x.shape))  # noqa: B023
            what = what.format(", ".join(map(str, axes)), x.shape)
            check_moved(lambda x: x.transpose(*axes), x, what)  # noqa: B023
    four = np.arange(120.0).reshape(2, 3, 4, 5)
    check_moved(lambda x: x.transpose(1, 3, 0, 2), four, "x.transpose(1, 3, 0, 2) of four axes")
    check_moved(lambda x: x.transpose(), four, "x.transpose() of four axes")


@st.composite
def with_two_axes(draw):
    """An array, and two axes that it has."""
    x = draw(layouts(arrays(shapes(min_dims=1, max_dims=4, max_side=3))))
    axes = st.integers(-x.ndim, x.ndim - 1)
    return x, draw(axes), draw(axes)


@step("1.10")
@given(x_and_one_and_other=with_two_axes())
def test_swapped_and_reversed_axes(x_and_one_and_other):
    """`.T` reverses all axes, `swapaxes` exchanges two, negative ones too, for any shape."""
    x, one, other = x_and_one_and_other
    check_moved(lambda x: x.T, x, f"x.T of shape {x.shape}")
    check_moved(lambda x: x.swapaxes(one, other), x, f"x.swapaxes({one}, {other})")


@step("1.10")
def test_indexing_that_you_can_check_by_hand():
    """What is not taken gets 0; what is taken twice, as in x[[0, 0, 2]], gets the sum."""
    chosen = np.array([True, False, True])
    for what, index, value, g, gradient in (
        ("x[1]", 1, 20.0, 5.0, [0.0, 5.0, 0.0]),
        ("x[1:]", slice(1, None), [20.0, 30.0], [5.0, 7.0], [0.0, 5.0, 7.0]),
        ("x[[0, 0, 2]]", [0, 0, 2], [10.0, 10.0, 30.0], [1.0, 2.0, 4.0], [3.0, 0.0, 4.0]),
        ("x[[True, False, True]]", chosen, [10.0, 30.0], [5.0, 7.0], [5.0, 0.0, 7.0]),
    ):
        x = leaf([10.0, 20.0, 30.0])
        out = x[index]
        assert is_a(out, task1.Tensor), f"{what} must give a Tensor"
        out.backward(np.array(g))
        assert_close(out.data, value, f"{what} of [10, 20, 30]")
        assert_close(x.grad, gradient, f"gradient of `x` in {what}, for the gradient {g}")


INDICES = {
    "x[1, 2, 3]": (1, 2, 3),
    "x[-1]": -1,
    "x[np.int64(1)]": np.int64(1),
    "x[:, 1]": (slice(None), 1),
    "x[..., -1]": (..., -1),
    "x[1, ..., 1:3]": (1, ..., slice(1, 3)),
    "x[:, ::-1, ::2]": (slice(None), slice(None, None, -1), slice(None, None, 2)),
    "x[None, 1]": (None, 1),
    "x[:, None, 2]": (slice(None), None, 2),
    "x[...]": ...,
    "x[1:1]": slice(1, 1),
    "x[[1, 1, 0, 1]]": [1, 1, 0, 1],
    "x[np.array([[0, 1], [1, 1]])]": np.array([[0, 1], [1, 1]]),
    "x[[0, 0, 1], [2, 2, 0]]": ([0, 0, 1], [2, 2, 0]),
    "x[:, [2, 0, 2]]": (slice(None), [2, 0, 2]),
    "x[[1, 1], :, [0, 0]]": ([1, 1], slice(None), [0, 0]),
    "x[[[0], [1]], [-1, -1]]": ([[0], [1]], [-1, -1]),
    "x[..., [3, 3], None]": (..., [3, 3], None),
    "x[x > 6]": COUNTING > 6,
    "x[a mask of the first two axes]": COUNTING[..., 0] % 2 == 1,
    "x[:, [True, False, True]]": (slice(None), np.array([True, False, True])),
    "x[a mask of nothing]": COUNTING < 0,
}


@step("1.10")
def test_every_index_that_numpy_knows():
    """Integers, slices, None, ..., integer arrays with repeats, masks, and several together."""
    for what, index in INDICES.items():
        check_moved(lambda x: x[index], COUNTING, f"{what} of shape (2, 3, 4)")  # noqa: B023


@st.composite
def with_rows(draw):
    """An array, and rows of it to take, some of them several times."""
    x = draw(arrays(shapes(min_dims=1)))
    rows = st.lists(st.integers(-len(x), len(x) - 1), min_size=1, max_size=5)
    return x, np.array(draw(rows))


@step("1.10")
@given(x_and_rows=with_rows())
def test_rows_that_are_taken_several_times(x_and_rows):
    """However often an integer array takes a row, the row gets the sum of all their gradients."""
    x, rows = x_and_rows
    check_moved(lambda x: x[rows], x, f"x[{rows.tolist()}]")
    check_gradients(
        lambda x: x[rows] * x[rows[0]] + x[rows] * x[rows[::-1]],
        x,
        what="x[rows] * x[rows[0]] + x[rows] * x[rows[::-1]]",
        reference=lambda x: x[rows] * x[rows[0]] + x[rows] * x[rows[::-1]],
    )


@step("1.10")
def test_concatenate_joins_and_cuts():
    """Tensors of several lengths, arrays, and one tensor twice; gradients are cut where joined."""
    one, two = leaf([1.0]), leaf([2.0, 3.0])
    out = task1.concatenate((one, two))
    assert is_a(out, task1.Tensor), "concatenate must give a Tensor"
    out.backward(np.array([4.0, 5.0, 6.0]))
    assert_close(out.data, [1.0, 2.0, 3.0], "concatenate(([1], [2, 3])), whose axis is 0")
    assert_close(one.grad, [4.0], "gradient of [1] in concatenate(([1], [2, 3]))")
    assert_close(two.grad, [5.0, 6.0], "gradient of [2, 3] in concatenate(([1], [2, 3]))")
    for axis in 0, 1, 2, -1, -2:
        sides = ([n if k == axis % 3 else 2 for k in range(3)] for n in (1, 3, 2))
        first, array, last = (weights(shape) * k for k, shape in enumerate(sides, start=1))
        a, c = leaf(first), leaf(last)
        out = task1.concatenate([a, array, c, a], axis=axis)
        joined = np.concatenate([first, array, last, first], axis=axis)
        what = f"concatenate([a, array, c, a], axis={axis})"
        assert_close(out.data, joined, what)
        out.backward(weights(joined.shape))
        parts = np.split(weights(joined.shape), [1, 4, 6], axis=axis)
        assert_close(a.grad, parts[0] + parts[3], f"gradient of `a` in {what}")
        assert_close(c.grad, parts[2], f"gradient of `c` in {what}")


@step("1.10")
def test_parts_of_one_length_are_told_apart():
    """Three tensors of one shape are joined and cut again, along any axis."""
    for axis in 0, 1, -1:
        tensors = [leaf(weights((2, 3)) * k) for k in (1, 2, 3)]
        out = task1.concatenate(tensors, axis=axis)
        g = weights(np.shape(out.data))
        out.backward(g)
        for name, tensor, expected in zip("abc", tensors, np.split(g, 3, axis), strict=True):
            what = (
                f"gradient of `{name}` in concatenate([a, b, c], axis={axis}), all of shape (2, 3)"
            )
            assert_close(tensor.grad, expected, what)


@step("1.10")
def test_stack_puts_tensors_side_by_side():
    """Tensors of one shape, arrays among them, get a new axis, and their parts of the gradient."""
    one, two = leaf(1.0), leaf(2.0)
    out = task1.stack((one, two))
    assert is_a(out, task1.Tensor), "stack must give a Tensor"
    out.backward(np.array([4.0, 5.0]))
    assert_close(out.data, [1.0, 2.0], "stack((1, 2)), whose axis is 0")
    assert_close(one.grad, 4.0, "gradient of 1 in stack((1, 2))")
    assert_close(two.grad, 5.0, "gradient of 2 in stack((1, 2))")
    for axis in 0, 1, 2, -1, -2, -3:
        values = [weights((2, 4)) * k for k in (1, 2, 3)]
        a, c = leaf(values[0]), leaf(values[2])
        out = task1.stack([a, values[1], c, a], axis=axis)
        stacked = np.stack([*values, values[0]], axis=axis)
        what = f"stack([a, array, c, a], axis={axis})"
        assert_close(out.data, stacked, what)
        g = weights(stacked.shape)
        out.backward(g)
        assert_close(a.grad, g.take(0, axis) + g.take(3, axis), f"gradient of `a` in {what}")
        assert_close(c.grad, g.take(2, axis), f"gradient of `c` in {what}")


@step("1.10")
@given(x=arrays((2, 3, 4)), dtype=DTYPES, examples=6)
def test_shapes_agree_with_pytorch(x, dtype):
    """Moved, cut, joined and indexed: values and gradients are PyTorch's, in float32 too."""
    import torch

    def f(x, concatenate, stack):
        heads = x.reshape(2, 3, 2, 2).swapaxes(1, 2)
        merged = heads.swapaxes(-1, -3).reshape(2, -1)
        picked = merged[:, [0, 5, 5, 1]] * x[0, 0]
        joined = concatenate([merged, picked, merged[:, :3]], 1)
        return stack([joined, joined[[1, 0]] * joined, joined], -1).swapaxes(0, 2) * 2.0

    assert_parity(
        lambda x: f(x, task1.concatenate, task1.stack),
        lambda x: f(x, torch.cat, torch.stack),
        x,
        what="an expression of reshape, swapaxes, indexing, concatenate and stack",
        dtype=dtype,
    )


@step("1.10")
def test_moving_elements_leaves_no_trace():
    """Inputs and dtypes are kept, a vjp repeats itself, and a dropped result leaves the memory."""
    for what, f, name, arguments in (
        ("x.reshape(6, 4)", lambda x: x.reshape(6, 4), "reshape", (6, 4)),
        ("x.transpose(2, 0, 1)", lambda x: x.transpose(2, 0, 1), "transpose", (2, 0, 1)),
        ("x.swapaxes(0, 2)", lambda x: x.swapaxes(0, 2), "swapaxes", (0, 2)),
        ("x[:, [1, 1, 0]]", lambda x: x[:, [1, 1, 0]], "__getitem__", ([1, 1, 0],)),
    ):
        check_moved(f, COUNTING.astype(np.float32), f"{what} of a float32 x")
        x = leaf(COUNTING)
        with no_side_effects():
            assert_vjp_repeats(f(x), f(COUNTING).shape, what)
        assert_close(x.data, COUNTING, f"x after {what}", tolerance=EXACT)
        assert_freed(learner.ref(task1.Tensor, name), x, *arguments, what=f"the result of {what}")
    x, held = leaf(COUNTING), learner.hold(np.asfortranarray(COUNTING))
    for what, join, reference in (
        ("concatenate([x, array])", task1.concatenate, np.concatenate),
        ("stack([x, array])", task1.stack, np.stack),
    ):
        expected = reference([COUNTING, COUNTING])
        with no_side_effects(held):
            out = join([x, held])
            assert_close(out.data, expected, what)
            assert_vjp_repeats(out, expected.shape, what)
        assert_freed(join, [x, x], what=f"the result of {what}")


@step("1.10")
def test_shapes_that_are_refused():
    """A shape or an axis that does not fit is a ValueError, an index out of range an IndexError."""
    x = leaf(COUNTING)
    there = task1.concatenate([task1.stack([x, x])[0].T.reshape(4, 3, 2)])
    assert_close(there.swapaxes(0, 2).data, COUNTING, "x, moved about and back again")
    for what, f, kind in (
        ("x.reshape(5, 5)", lambda: x.reshape(5, 5), ValueError),
        ("x.reshape(5, -1)", lambda: x.reshape(5, -1), ValueError),
        ("x.transpose(1, 0)", lambda: x.transpose(1, 0), ValueError),
        ("x.transpose(0, 1, 1)", lambda: x.transpose(0, 1, 1), ValueError),
        ("x.swapaxes(0, 3)", lambda: x.swapaxes(0, 3), (ValueError, IndexError)),
        ("x[2]", lambda: x[2], IndexError),
        ("x[0, 0, 0, 0]", lambda: x[0, 0, 0, 0], IndexError),
        ("x[[0, -3]]", lambda: x[[0, -3]], IndexError),
        ("concatenate([])", lambda: task1.concatenate([]), ValueError),
        ("concatenate([x, x[0]])", lambda: task1.concatenate([x, x[0]]), ValueError),
        ("concatenate([x, x.T])", lambda: task1.concatenate([x, x.T]), ValueError),
        ("stack([])", lambda: task1.stack([]), ValueError),
        ("stack([x, x[0]])", lambda: task1.stack([x, x[0]]), ValueError),
    ):
        with raises(kind, what=f"{what} of shape (2, 3, 4)"):
            f()
