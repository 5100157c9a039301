"""Step 1.4: the backward pass."""

import operator

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1
from kata.testing import (
    arrays,
    assert_close,
    broadcastable_shapes,
    check_gradients,
    given,
    noted,
    raises,
    step,
)
from kata.testing.tensors import DTYPES, leaf, no_side_effects, weights


@st.composite
def programs(draw):
    """A few sums and products: `("*", 0, 3)` multiplies the values 0 and 3, and makes a new one.

    There are three values to start with; the last line brings in the first of them.
    """
    program = []
    for count in range(3, 3 + draw(st.integers(1, 5))):
        places = st.integers(0, count - 1)
        program.append((draw(st.sampled_from("+*")), draw(places), draw(places)))
    return [*program, ("+", 2 + len(program), 0)]


def run(program, *inputs):
    """All values of a program, the inputs first, the result last."""
    values = list(inputs)
    for symbol, left, right in program:
        f = operator.add if symbol == "+" else operator.mul
        values.append(f(values[left], values[right]))
    return values


@step("1.4")
def test_a_backward_pass_that_you_can_check_by_hand():
    """For a = 2, b = 3 and out = a * b + a, the gradient of a is b + 1 = 4, that of b is a = 2."""
    a, b = leaf(2.0), leaf(3.0)
    out = a * b + a
    out.backward()
    assert_close(out.data, 8.0, "a * b + a for a = 2, b = 3")
    assert_close(a.grad, 4.0, "gradient of `a` in a * b + a for a = 2, b = 3")
    assert_close(b.grad, 2.0, "gradient of `b` in a * b + a for a = 2, b = 3")


@step("1.4")
def test_a_node_that_is_used_twice_gets_the_sum():
    """Every way from the output back to a tensor counts, short ones and long ones."""
    for what, f, slope in (
        ("x + x", lambda x: x + x, 2.0),
        ("x * x", lambda x: x * x, 6.0),
        ("x * x * x", lambda x: x * x * x, 27.0),
        ("5 (3 y) + y for y = 2 x", lambda x: (y := x * 2.0) * 3.0 * 5.0 + y, 32.0),
        ("y + 5 (3 y) for y = 2 x", lambda x: (y := x * 2.0) + y * 3.0 * 5.0, 32.0),
        ("x * x + x", lambda x: x * x + x, 7.0),
        ("x + x * x", lambda x: x + x * x, 7.0),
        ("y * x + (y + x) for y = x * x", lambda x: (y := x * x) * x + (y + x), 34.0),
        ("(x + y) + y * x for y = x * x", lambda x: (x + (y := x * x)) + y * x, 34.0),
        ("z + y * z for y = x + x, z = y * x", lambda x: (z := (y := x + x) * x) + y * z, 120.0),
    ):
        x = leaf(3.0)
        f(x).backward()
        assert_close(x.grad, slope, f"gradient of `x` in {what}, for x = 3")
    a, b = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    total = a + b
    (total + a).backward(np.array([1.0, 10.0]))
    assert_close(a.grad, [2.0, 20.0], "gradient of `a` in (a + b) + a")
    assert_close(b.grad, [1.0, 10.0], "gradient of `b` in (a + b) + a")


@step("1.4")
@given(a_and_b_and_c=arrays(broadcastable_shapes(3), low=-2, high=2), dtype=DTYPES)
def test_gradients_agree_with_finite_differences(a_and_b_and_c, dtype):
    """The gradients of a whole expression agree with finite differences, broadcasting included."""
    check_gradients(
        lambda a, b, c: (a * b + a) * b + c * a,
        *(array.astype(dtype) for array in a_and_b_and_c),
        what="(a * b + a) * b + c * a",
        reference=lambda a, b, c: (a * b + a) * b + c * a,
    )


@step("1.4")
@given(program=programs(), a_and_b_and_c=arrays(broadcastable_shapes(3), low=-1, high=1))
def test_gradients_agree_with_pytorch_on_any_graph(program, a_and_b_and_c):
    """On any graph of sums and products, with a constant in it, the gradients are PyTorch's."""
    import torch

    a, b, c = a_and_b_and_c
    theirs = [
        torch.tensor(a, requires_grad=True),
        torch.tensor(b, requires_grad=True),
        torch.tensor(c),
    ]
    right = run(program, *theirs)[-1]
    tensors = [leaf(a), leaf(b), task1.Tensor(c)]
    out = run(program, *tensors)[-1]
    g = weights(right.shape)
    right.backward(torch.from_numpy(g))
    with noted(g=g):
        out.backward(g)
        for name, tensor, their in zip("abc", tensors, theirs, strict=True):
            if their.grad is None:
                assert tensor.grad is None, f"the output does not depend on `{name}`: .grad is None"
            else:
                assert_close(tensor.grad, their.grad, f"gradient of the value {'abc'.index(name)}")


@step("1.4")
def test_every_node_on_the_way_keeps_its_gradient():
    """Intermediate nodes get their .grad too, and so does the output."""
    a, b = leaf(2.0), leaf(3.0)
    product = a * b
    total = product + a
    out = total * product
    out.backward()
    convention = "that .grad of every node that requires gradients is filled"
    for name, node, expected in (
        ("total", total, 6.0),
        ("product", product, 14.0),
        ("out", out, 1.0),
    ):
        what = (
            f"gradient of `{name}` in product = a * b; total = product + a; out = total * product"
        )
        assert_close(node.grad, expected, what, convention=convention)
    assert_close(a.grad, 48.0, "gradient of `a`")


@step("1.4")
def test_passes_add_up():
    """A second pass adds its gradients to those of the first; an old .grad has no part in it."""
    convention = "that passes add up, in every node"
    x = leaf([1.0, 2.0])
    square = x * x
    first, second = square * 3.0, square * 5.0
    first.backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [6.0, 12.0], "gradient of `x` in 3x², at x = [1, 2]")
    second.backward(np.array([1.0, 10.0]))
    what = "after (3 * s).backward([1, 1]) and (5 * s).backward([1, 10]), where s = x * x"
    assert_close(square.grad, [8.0, 53.0], f"gradient of `s` {what}", convention=convention)
    assert_close(x.grad, [16.0, 212.0], f"gradient of `x` {what}", convention=convention)
    second.backward(np.array([1.0, 10.0]))
    what += ", and the last one a second time"
    assert_close(second.grad, [2.0, 20.0], f"gradient of 5 * s {what}", convention=convention)
    assert_close(square.grad, [13.0, 103.0], f"gradient of `s` {what}", convention=convention)
    assert_close(x.grad, [26.0, 412.0], f"gradient of `x` {what}", convention=convention)


@step("1.4")
def test_what_the_output_does_not_depend_on_gets_nothing():
    """A branch beside the output, and a constant, keep .grad None and are not in the way."""
    x, y, constant = leaf(2.0), leaf(3.0), task1.Tensor(5.0)
    square = x * x
    aside = square * y
    out = square * constant
    out.backward()
    assert_close(x.grad, 20.0, "gradient of `x` in x * x * 5, while x * x is also used elsewhere")
    assert aside.grad is None and y.grad is None, "a branch beside the output must get no gradient"
    assert constant.grad is None, "a tensor that requires no gradient must get none"
    silent = task1.Tensor.from_op(x.data * 7.0, (constant, x), lambda g: (None, 7.0 * g), "seven")
    silent.backward()
    assert_close(x.grad, 27.0, "gradient of `x`, where the vjp says None for a constant")
    assert constant.grad is None, "a tensor that requires no gradient must get none"


@step("1.4")
@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_a_single_element_needs_no_gradient_to_start_from(shape):
    """`backward()` of one element starts with 1, in that element's shape; a leaf can start, too."""
    x = leaf(np.full(shape, 3.0))
    out = x * x
    out.backward()
    assert_close(x.grad, np.full(shape, 6.0), f"gradient of `x` of shape {shape} in x * x, at 3")
    assert_close(out.grad, np.ones(shape), f"gradient of x * x itself, of shape {shape}")
    x.backward()
    assert_close(x.grad, np.full(shape, 7.0), "gradient of `x` after x.backward() as well")
    (x * 2.0).backward([[4.0]] if len(shape) == 2 else np.full(shape, 4.0))
    assert_close(x.grad, np.full(shape, 15.0), "gradient of `x` after (x * 2).backward(4) as well")


@step("1.4")
def test_backward_needs_a_graph():
    """Where no gradient is required anywhere there is nothing to do, and that is an error."""
    x, constant = leaf([1.0, 2.0]), task1.Tensor(4.0)
    (x * constant).backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [4.0, 4.0], "gradient of `x` in x * constant")
    for what, tensor in ("a constant", constant), ("a sum of constants", constant + constant):
        with raises(RuntimeError, what=f"{what}.backward()"):
            tensor.backward()
        with raises(RuntimeError, what=f"{what}.backward(1.0)"):
            tensor.backward(np.array(1.0))


@step("1.4")
def test_several_elements_need_a_gradient_to_start_from():
    """`backward()` of several elements is an error that names their shape, and changes nothing."""
    x = leaf([1.0, 2.0])
    (x * 2.0).backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [2.0, 2.0], "gradient of `x` in 2 * x")
    with raises(RuntimeError, mention="(2,)", what="backward() of a tensor of shape (2,)"):
        (x * 2.0).backward()
    assert_close(x.grad, [2.0, 2.0], "gradient of `x` after a call that was refused")


@step("1.4")
def test_backward_refuses_a_gradient_of_another_shape():
    """`grad` must have the tensor's shape, even where it would broadcast; nothing is changed."""
    x = leaf([1.0, 2.0])
    (x * 2.0).backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [2.0, 2.0], "gradient of `x` in 2 * x")
    for shape in (), (1,), (3,), (1, 2), (2, 1):
        with raises(ValueError, mention="(2,)", what=f"backward(grad of shape {shape}) for (2,)"):
            (x * 2.0).backward(np.ones(shape))
    assert_close(x.grad, [2.0, 2.0], "gradient of `x` after calls that were refused")


@step("1.4")
def test_the_gradient_to_start_from_stays_the_callers():
    """`grad` is copied into the dtype of the tensor, and neither changed nor kept."""
    for dtype in np.float32, np.float64:
        x = leaf([1.0, 2.0], dtype)
        out = x * 2.0
        seed = learner.hold(np.array([1.0, 10.0]))
        out.backward(seed)
        name = np.dtype(dtype).name
        assert_close(x.grad, np.array([2, 20], dtype), f"gradient of a {name} `x` in x * 2")
        assert_close(out.grad, np.array([1, 10], dtype), f"gradient of x * 2 itself, in {name}")
        out.backward(seed)
        assert_close(out.grad, np.array([2, 20], dtype), "gradient of x * 2 after a second pass")
        assert learner.unchanged(seed), "the array given as `grad` was changed"
        y = leaf([1.0, 2.0])
        y.backward(seed)
        assert not learner.shares_memory(learner.ref(y, "grad"), seed), (
            "the array given as `grad` was kept as a gradient: it belongs to the caller"
        )


@step("1.4")
def test_every_gradient_is_an_array_of_its_own():
    """No .grad shares memory with another, with `grad` or with a share, and each is writeable."""
    graphs = learner.beside("graphs")
    a, b, x, y = (leaf([1.0, 2.0, 3.0]) for _ in range(4))
    seed = learner.hold(np.array([1.0, 10.0, 100.0]))
    spread = learner.hold(
        np.broadcast_to(7.0, 3)
    )  # what the vjp of a sum gives: one number, seen thrice
    given_back = learner.hold(np.array([2.0, 4.0, 6.0]))
    total = a + b
    with no_side_effects(seed, spread, given_back):
        total.backward(seed)
        (
            graphs.node_with_share(task1.Tensor, x, spread)
            + (graphs.node_with_share(task1.Tensor, y, given_back) + y) * 1.0
        ).backward(seed)
    for name, tensor, expected in (
        ("a", a, [1.0, 10.0, 100.0]),
        ("b", b, [1.0, 10.0, 100.0]),
        ("a + b", total, [1.0, 10.0, 100.0]),
        ("x", x, [7.0, 7.0, 7.0]),
        ("y", y, [3.0, 14.0, 106.0]),
    ):
        assert_close(tensor.grad, expected, f"gradient of `{name}`")
    owned = {name: learner.ref(tensor, "grad") for name, tensor in
             {"a": a, "b": b, "a + b": total, "x": x, "y": y}.items()}  # fmt: skip
    owners = list(owned)
    for place, name in enumerate(owners):
        assert learner.writeable(owned[name]), f"the gradient of `{name}` is a read-only view"
        for other in owners[:place]:
            assert not learner.shares_memory(owned[name], owned[other]), (
                f"the gradients of `{name}` and `{other}` are one and the same array"
            )
        for what, array in ("`grad`", seed), ("a share", spread), ("a share", given_back):
            assert not learner.shares_memory(owned[name], array), (
                f"the gradient of `{name}` is {what} itself, not an array of its own"
            )
    left = learner.beside("memory").outlives(graphs.backpropagated, a, cycles=True)
    assert left == 0, "something keeps a graph in memory after its pass, when it is dropped"


@step("1.4")
def test_zero_grad_forgets():
    """After `zero_grad()` the gradient is None, and the next pass starts afresh."""
    x, y = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    (x * y).backward(np.array([1.0, 1.0]))
    x.zero_grad()
    assert x.grad is None, "x.grad must be None after x.zero_grad()"
    assert_close(y.grad, [1.0, 2.0], "gradient of `y` after x.zero_grad()")
    (x * y).backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [3.0, 4.0], "gradient of `x` in a pass after x.zero_grad()")
    x.zero_grad()
    x.zero_grad()
    assert x.grad is None, "zero_grad() of a tensor without gradient leaves it None"


@step("1.4")
def test_deep_and_tangled_graphs_take_no_time():
    """20,000 additions in a row, and 30 doublings (2³⁰ ways to the leaf), are no trouble."""
    x = leaf([1.0, 2.0])
    end = x * 1.0
    x.grad = None
    one = leaf(1.0)
    gradients = learner.beside("graphs").gradients_in_a_chain(one, 20_000)
    assert_close(gradients[0], 20_001.0, "gradient of `x` in x + x + … + x, 20,001 times")
    assert_close(gradients[1], 1.0, "gradient of the sum itself")
    for _ in range(30):
        end = end + end
    end.backward(np.array([1.0, 10.0]))
    assert_close(x.grad, [2.0**30, 10 * 2.0**30], "gradient of `x` after 30 times x = x + x")
