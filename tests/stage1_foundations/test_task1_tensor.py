"""Task 1, a tiny autodiff library: operations, the backward pass, gradient checking."""

import math
import operator
import re
from contextlib import contextmanager
from functools import partial
from itertools import permutations

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
    broadcastable_shapes,
    check_gradients,
    check_vjp,
    given,
    is_a,
    layouts,
    matmul_shapes,
    noted,
    raises,
    shapes,
    step,
    with_axis,
)

DTYPES = st.sampled_from([np.float64, np.float32])


def leaf(values, dtype=np.float64):
    """A tensor that requires gradients."""
    return task1.Tensor(np.array(values, dtype=dtype), requires_grad=True)


def alike(count=2, **options):
    """Several arrays of one shape."""
    return arrays(shapes().map(lambda shape: (shape,) * count), **options)


def weights(shape, dtype=np.float64):
    """A gradient to send back, no two numbers alike."""
    size = math.prod(shape)
    return (
        (np.arange(1, size + 1) * np.where(np.arange(size) % 3, 1, -1)).reshape(shape).astype(dtype)
    )


def in_any_layout(several):
    """Arrays that lie in memory in whatever way NumPy knows."""
    return several.flatmap(lambda some: st.tuples(*(layouts(st.just(one)) for one in some)))


def assert_unchanged(*held):
    """Learner code has not written to these arrays."""
    for array in held:
        assert learner.unchanged(array), "your code changed an array that it was given"


@contextmanager
def no_side_effects(*held):
    """What runs inside writes to no held array, prints nothing, and draws no random numbers."""
    before = learner.random_state()
    yield
    assert_unchanged(*held)
    assert learner.random_state() == before, "your code used or changed a global random state"
    assert not learner.printed(), f"your code printed something: {learner.printed()!r}"


def assert_vjp_repeats(out, shape, what):
    """A vjp gives the same shares each time that it is asked, and does not write to `g`."""
    g, before = learner.hold(weights(shape)), out.data
    first, again = out.vjp(g), out.vjp(g)
    assert_unchanged(g)
    assert_close(out.data, before, f"{what} after its vjp", tolerance=EXACT)
    for share, repeated in zip(first, again, strict=True):
        if share is not None:
            assert_close(repeated, share, f"a share of ({what}).vjp(g), asked for a second time")


def assert_freed(function, *inputs, what):
    """Nothing keeps the graph of `function(*inputs)` alive once its result is dropped."""
    alive = learner.beside("memory").outlives(function, *inputs)
    assert alive == 0, (
        f"{what} is still in memory after its last reference is gone: a vjp that uses the result "
        "itself makes a circle; let it use the result's array"
    )


# Step 1.1: arithmetic, forward and vjp


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
    for out, name in (b + a, "+"), (2.0 + a, "+"), (np.ones(2) * a, "*"), (b * a, "*"):
        assert len(out.parents) == 2 and out.parents[1] is a, (
            f"where the tensor stands on the right of {name}, it must be the second parent"
        )
        assert out.requires_grad, f"the result of {name} requires gradients: its right side does"
    for out, name in (b + b, "+"), (b * 2.0, "*"):
        assert is_a(out, task1.Tensor), f"{name} must give a Tensor"
        assert out is not b and not out.requires_grad and out.parents == (), (
            f"the result of {name} is a leaf where neither operand requires gradients"
        )


@step("1.1")
@given(a_and_b=alike())
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
@given(a_and_b=alike())
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


# Step 1.2: undoing broadcasting


@st.composite
def broadcasts(draw):
    """A gradient, in any layout, and a shape that broadcasts to the gradient's."""
    one, other = draw(broadcastable_shapes())
    return draw(layouts(arrays(np.broadcast_shapes(one, other)))), one


def summed_over_copies(grad, shape):
    """Broadcasts the places of an array of `shape`, and adds up `grad` place by place."""
    places = np.broadcast_to(np.arange(math.prod(shape)).reshape(shape), grad.shape)
    sums = np.bincount(places.ravel(), grad.ravel(), math.prod(shape))
    return sums.reshape(shape).astype(grad.dtype)


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
        assert_close(task1.unbroadcast(grad, shape), expected, what)


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


# Step 1.3: topological order


@st.composite
def graphs(draw):
    """The parents of each node, by their places: () for a leaf, (0, 1) for a child of both leaves.

    The last node is the root; not everything need lie below it.
    """
    graph = [()] * draw(st.integers(1, 3))
    for _ in range(draw(st.integers(1, 6))):
        places = st.integers(0, len(graph) - 1)
        graph.append(tuple(draw(st.lists(places, min_size=1, max_size=3))))
    return graph


def build(graph):
    """A tensor for each node of a graph. Their values are 0, which must not matter."""
    nodes = []
    for places in graph:
        parents = [nodes[place] for place in places]
        nodes.append(task1.Tensor.from_op(0.0, parents, _share, "node") if parents else leaf(0.0))
    return nodes


def _share(g):
    raise AssertionError("no gradient is asked for here: topological_order only looks at parents")


def below(graph, root):
    """The places of everything that a root was computed from, the root included."""
    found, left = set(), [root]
    while left:
        place = left.pop()
        if place not in found:
            found.add(place)
            left.extend(graph[place])
    return found


def check_order(order, nodes, graph, root):
    """The nodes below a root, each once, parents before children."""
    assert isinstance(order, list), "topological_order must return a list"
    places = {node: place for place, node in enumerate(nodes)}
    assert all(node in places for node in order), (
        "the list holds something that is not in the graph"
    )
    came = [places[node] for node in order]
    expected = below(graph, root)
    assert len(came) == len(set(came)), f"a node comes more than once: nodes {came}"
    assert set(came) == expected, f"the list holds the nodes {came}, expected {sorted(expected)}"
    for place in came:
        for parent in graph[place]:
            assert came.index(parent) < came.index(place), (
                f"node {place} comes before its parent {parent}: nodes {came}"
            )


@step("1.3")
def test_the_order_of_a_graph_that_you_can_draw():
    """In d = c ∘ a, c = a ∘ b the order is a and b, then c, then d."""
    graph = [(), (), (0, 1), (2, 0)]
    nodes = build(graph)
    order = task1.topological_order(nodes[3])
    check_order(order, nodes, graph, 3)
    assert order[-1] is nodes[3] and order[-2] is nodes[2], (
        "c, then d must be at the end of the list"
    )


@step("1.3")
def test_a_child_waits_for_the_longest_way():
    """Where ways of different lengths meet again, a node still comes after all its parents."""
    for graph in (
        [(), (0,), (0, 1)],
        [(), (0,), (1, 0)],
        [(), (0,), (1,), (2,), (0, 3)],
        [(), (0,), (1,), (2,), (3, 0)],
        [(), (0,), (0,), (1, 2), (3, 1), (0, 4)],
        [(), (0,), (1,), (0, 2), (1, 3), (3, 4, 0)],
    ):
        nodes = build(graph)
        root = len(graph) - 1
        with noted(graph=graph):
            check_order(task1.topological_order(nodes[root]), nodes, graph, root)


@step("1.3")
@given(graph=graphs())
def test_every_node_comes_once_after_its_parents(graph):
    """In any graph, whatever the root was computed from comes once, parents before children."""
    nodes = build(graph)
    root = len(graph) - 1
    check_order(task1.topological_order(nodes[root]), nodes, graph, root)


@step("1.3")
@given(graph=graphs())
def test_asking_again_gives_the_order_again(graph):
    """Nothing is remembered from call to call: another root, and the same one, get their order."""
    nodes = build(graph)
    for root in (len(graph) - 1, len(graph) // 2, len(graph) - 1):
        check_order(task1.topological_order(nodes[root]), nodes, graph, root)


@step("1.3")
def test_leaves_and_constants_belong_to_the_order():
    """A leaf's order is the leaf alone; tensors that require no gradient are in an order too."""
    x, constant = leaf([1.0, 2.0]), task1.Tensor([3.0, 4.0])
    order = task1.topological_order(constant)
    assert order == [constant], "the order of a leaf is a list of the leaf alone"
    out = task1.Tensor.from_op([0.0, 0.0], (constant, x), lambda g: (g, g), "node")
    order = task1.topological_order(out)
    assert isinstance(order, list) and len(order) == 3 and order[2] is out, (
        "the order of a node with two leaves has three tensors, the node at the end"
    )
    assert any(node is x for node in order[:2]), "a leaf that requires gradients is missing"
    assert any(node is constant for node in order[:2]), "a constant leaf is missing"


@step("1.3")
def test_the_order_changes_nothing():
    """The tensors keep their parents and their gradients, and nothing is printed."""
    graph = [(), (), (0, 1), (2, 2), (3, 0)]
    nodes = build(graph)
    with no_side_effects():
        order = task1.topological_order(nodes[4])
    check_order(order, nodes, graph, 4)
    for node, parents in zip(nodes, graph, strict=True):
        assert node.parents == tuple(nodes[place] for place in parents), "a node's parents changed"
        assert node.grad is None, "topological_order must not touch .grad"


@step("1.3")
def test_depth_is_no_limit():
    """A chain of 100,000 nodes has its order too: Python stops a recursion long before that."""
    graphs = learner.beside("graphs")
    order = graphs.order_of_a_chain(task1.Tensor, task1.topological_order, 100_000)
    assert order == list(range(100_001)), "the order of a chain is the chain itself, leaf first"


@step("1.3")
def test_ways_are_not_counted():
    """After 30 doublings x = x ∘ x, 2³⁰ ways lead back to the leaf, but each node comes once."""
    graph = [(), *((place, place) for place in range(30))]
    nodes = build(graph)
    check_order(task1.topological_order(nodes[30]), nodes, graph, 30)


# Step 1.4: the backward pass


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
    (x * x).backward()
    assert_close(x.grad, np.full(shape, 6.0), f"gradient of `x` of shape {shape} in x * x, at 3")
    x.backward()
    assert_close(x.grad, np.full(shape, 7.0), "gradient of `x` after x.backward() as well")
    (x * 2.0).backward([[4.0]] if len(shape) == 2 else np.full(shape, 4.0))
    assert_close(x.grad, np.full(shape, 15.0), "gradient of `x` after (x * 2).backward(4) as well")


@step("1.4")
def test_backward_refuses_what_it_cannot_do():
    """Nothing requires gradients, `grad` is missing or of another shape: an error that says so."""
    x, constant = leaf([1.0, 2.0]), task1.Tensor(4.0)
    (x * 2.0).backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [2.0, 2.0], "gradient of `x` in 2 * x")
    for what, tensor in ("a constant", constant), ("a sum of constants", constant + constant):
        with raises(RuntimeError, what=f"{what}.backward()"):
            tensor.backward()
        with raises(RuntimeError, what=f"{what}.backward(1.0)"):
            tensor.backward(np.array(1.0))
    with raises(RuntimeError, mention="(2,)", what="backward() of a tensor of shape (2,)"):
        (x * 2.0).backward()
    for shape in (), (1,), (3,), (1, 2), (2, 1):
        with raises(ValueError, mention="(2,)", what=f"backward(grad of shape {shape}) for (2,)"):
            (x * 2.0).backward(np.ones(shape))
    assert_close(x.grad, [2.0, 2.0], "gradient of `x` after calls that were refused")


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
    assert_freed(graphs.backpropagated, a, what="a graph after its backward pass")


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


# Step 1.5: numerical gradients


SHARP = Tolerance(relative=1e-7, absolute=1e-8)
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
    for size in 0.0, 1e-3, 1.0, -40.0, 1e6, -1e9:
        (gradient,) = task1.numerical_gradient(lambda x: x * x + x, size)
        what = f"numerical gradient of x * x + x at {size:g}"
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
    assert_close(
        first, np.array([3.0, 12.0]), f"gradient of Σ x³ at a {x.dtype} x", tolerance=SHARP
    )
    assert_close(second, np.array(0.0), "gradient of an input that f does not use", tolerance=SHARP)
    assert came and all(one == (True, np.float64, True) for one in came), (
        "f must be called with tensors, and those must be float64"
    )


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
    numbers = [float(number) for number in re.findall(r"\d+\.\d+", str(caught.error))]
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
    """`rtol` and `atol` say how far apart the gradients may lie; the inputs are left alone."""
    inputs = learner.hold(np.array([10.0, 20.0])), leaf([1.0, 2.0], np.float32)
    off = lambda x, y: wrong_square(x, lambda g: (2.0 * g * x.data * 1.001,)) + y * 0.0  # noqa: E731
    with no_side_effects(inputs[0]):
        task1.check_gradients(off, *inputs, rtol=1e-2)
        task1.check_gradients(off, *inputs, rtol=0.0, atol=0.1)
        for options in {}, {"rtol": 1e-4}, {"rtol": 0.0, "atol": 0.01}:
            with raises(
                AssertionError, what=f"check_gradients with an error of 0.1% and {options}"
            ):
                task1.check_gradients(off, *inputs, **options)
    assert inputs[1].grad is None, (
        "check_gradients must not touch the .grad of a tensor given to it"
    )
    assert_close(inputs[1].data, np.float32([1.0, 2.0]), "a tensor given to check_gradients")


# Step 1.6: the rest of arithmetic


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
    (2**p).backward(np.array([1.0, 10.0]))
    expected = np.log(2) * np.array([2.0, 40.0])
    assert_close(p.grad, expected, "gradient of `p` in 2 ** p for p = [1, 2]")


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
@given(x_and_y=POSITIVE)
def test_every_operation_twice_in_one_graph(x_and_y):
    """Two of each in one expression, each side once a constant: the gradients are PyTorch's."""

    def f(x, y):
        ratio = (2 - x) / y - 1 / (x + 3)
        power = y**x * 2**-y - (x - 3.5) ** 2
        return (ratio - power) / (power * power + 1.5) - (-x) / 7

    assert_parity(f, f, *x_and_y, what="an expression with every operation twice")


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


# Step 1.7: elementary functions


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
    assert_close(out.data, value, f"{name} of {x}")
    expected = np.multiply(slope, [1.0, 10.0])
    assert_close(tensor.grad, expected, f"gradient of `x` in {name}(x), x = {x}")


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
def test_sigmoid_of_large_numbers(dtype):
    """sigmoid is 0 or 1 far out, with slope 0, and nothing overflows on the way."""
    largest = float(np.finfo(dtype).max)
    x = leaf([-largest, -1000.0, -100.0, 0.0, 100.0, 1000.0, largest], dtype)
    overflow = learner.beside("overflow")
    reports, out = overflow.overflows(learner.ref(task1.Tensor, "sigmoid"), x)
    what = "sigmoid of [-largest, -1000, -100, 0, 100, 1000, largest]"
    assert_close(out.data, np.array([0, 0, 0, 0.5, 1, 1, 1], dtype), what)
    assert not reports, f"NumPy reported an {reports[0]} while your code computed the {what}"
    reports, _ = overflow.overflows(learner.ref(out, "backward"), np.ones(7, dtype))
    assert not reports, f"NumPy reported an {reports[0]} in the backward pass of the {what}"
    assert_close(x.grad, np.array([0, 0, 0, 0.25, 0, 0, 0], dtype), f"gradient of the {what}")


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
@given(x=arrays(shapes(max_dims=2), low=-2, high=2, away_from=0))
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


# Step 1.8: reductions


REDUCTIONS = {"sum": np.sum, "mean": np.mean, "max": np.max, "var": np.var}
NO_TIES = with_axis(arrays(distinct=True))


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
@given(x_and_axis=NO_TIES, keepdims=st.booleans())
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
    for axis in None, 0, 1, -1, -2, (0, 1), (2, 0), (-1, 1), (0, 1, 2):
        for keepdims in False, True:
            check_reductions(x, axis, keepdims)


@step("1.8")
@given(x_and_axis=NO_TIES, keepdims=st.booleans(), dtype=DTYPES)
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
@given(x=arrays(shapes(min_dims=2, max_dims=2), distinct=True))
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


# Step 1.9: the matrix product


def check_products(*pairs):
    """Values and gradients of a @ b for pairs of shapes."""
    for left, right in pairs:
        a, b = weights(left) / 10.0, weights(right)[::-1] / 10.0
        what = f"a @ b of shapes {left} and {right}"
        assert_close((leaf(a) @ leaf(b)).data, a @ b, what)
        check_gradients(operator.matmul, a, b, what=what, reference=np.matmul, names=("a", "b"))


@step("1.9")
def test_a_matrix_product_that_you_can_check_by_hand():
    """(2, 3) @ (3, 1): the gradients are g @ b.T and a.T @ g."""
    a, b = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), leaf([[1.0], [0.0], [2.0]])
    out = a @ b
    assert is_a(out, task1.Tensor), "a @ b must give a Tensor"
    out.backward(np.array([[1.0], [10.0]]))
    assert_close(out.data, [[7.0], [16.0]], "[[1, 2, 3], [4, 5, 6]] @ [[1], [0], [2]]")
    assert_close(a.grad, [[1.0, 0.0, 2.0], [10.0, 0.0, 20.0]], "gradient of `a` in a @ b")
    assert_close(b.grad, [[41.0], [52.0], [63.0]], "gradient of `b` in a @ b")


@step("1.9")
def test_products_of_matrices_of_any_size():
    """Tall, wide, square and single-element matrices: no two axes are mistaken for each other."""
    check_products(((2, 3), (3, 4)), ((4, 2), (2, 1)), ((3, 3), (3, 3)), ((1, 1), (1, 1)))


@step("1.9")
def test_vectors_in_matrix_products():
    """A vector is a row on the left and a column on the right, beside a vector or a matrix."""
    check_products(((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((3,), (3, 3)), ((3, 3), (3,)))
    check_products(((1,), (1,)), ((1, 1), (1,)), ((1,), (1, 1)))


@step("1.9")
def test_vectors_meet_stacks_of_matrices():
    """A vector beside a stack is used once for each matrix, and gets the sum of the gradients."""
    check_products(((4, 2, 3), (3,)), ((3,), (4, 3, 2)), ((3, 3, 3), (3,)), ((3,), (3, 3, 3)))
    check_products(((5, 4, 2, 3), (3,)), ((3,), (5, 4, 3, 2)))


@step("1.9")
def test_stacks_of_matrices_broadcast():
    """Batch axes in front are broadcast, and the gradients of what was repeated are summed."""
    check_products(((5, 2, 3), (5, 3, 4)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)))
    check_products(((5, 2, 3), (1, 3, 4)), ((1, 2, 3), (5, 3, 4)), ((6, 1, 2, 3), (5, 3, 4)))
    check_products(((2, 1, 2, 3), (1, 5, 3, 4)), ((3, 3, 3), (3, 3, 3)), ((3, 3, 3), (3, 3)))


@step("1.9")
@given(a_and_b=arrays(matmul_shapes()))
def test_matrix_products_agree_with_finite_differences(a_and_b):
    """For whatever NumPy multiplies, the gradients agree with finite differences."""
    check_gradients(operator.matmul, *a_and_b, what="a @ b", reference=np.matmul, names=("a", "b"))


@step("1.9")
@given(a_and_b=arrays(matmul_shapes()), dtype=DTYPES)
def test_matrix_products_agree_with_pytorch(a_and_b, dtype):
    """Values and gradients are PyTorch's, in float32 as in float64."""
    f = operator.matmul
    assert_parity(f, f, *a_and_b, what="a @ b", dtype=dtype, names=("a", "b"))


@step("1.9")
@given(a_and_b=arrays(matmul_shapes()), examples=8)
def test_constants_in_matrix_products(a_and_b):
    """One side may be an array or a constant tensor; the gradient reaches the other side."""
    a, b = a_and_b
    for sort, f, reference, x in (
        ("b an array", lambda x: x @ b, lambda x: x @ b, a),
        ("a an array", lambda x: a @ x, lambda x: a @ x, b),
        ("b a constant", lambda x: x @ task1.Tensor(b), lambda x: x @ b, a),
        ("a a constant", lambda x: task1.Tensor(a) @ x, lambda x: a @ x, b),
    ):
        out = f(leaf(x))
        assert is_a(out, task1.Tensor), f"a @ b, {sort}, must give a Tensor"
        assert_close(out.data, a @ b, f"a @ b, {sort}")
        check_gradients(f, x, what=f"a @ b, {sort}", reference=reference, names=("the tensor",))


@step("1.9")
@given(x=arrays((3, 3)), examples=6)
def test_a_matrix_may_meet_itself(x):
    """In x @ x and (x @ x) @ x + x the gradients of all places where x stands add up."""
    for what, f in ("x @ x", lambda x: x @ x), ("(x @ x) @ x + x", lambda x: (x @ x) @ x + x):
        assert_close(f(leaf(x)).data, f(x), what)
        check_gradients(f, x, what=what, reference=f)


@step("1.9")
@given(a_and_b=in_any_layout(arrays(matmul_shapes())), examples=6)
def test_matrix_products_leave_no_trace(a_and_b):
    """No operand is written to, nothing is printed, and a dropped result leaves the memory."""
    a, b = a_and_b
    x, y = leaf(a), leaf(b)
    held = learner.hold(a), learner.hold(b)
    with no_side_effects(*held):
        for out in x @ held[1], held[0] @ y, x @ y:
            assert_close(out.data, a @ b, "a @ b")
            assert_vjp_repeats(out, np.shape(a @ b), "a @ b")
    assert_close(x.data, a, "`a` after a @ b", tolerance=EXACT)
    assert_freed(learner.ref(task1.Tensor, "__matmul__"), x, y, what="the result of a @ b")
    assert_freed(learner.ref(task1.Tensor, "__rmatmul__"), y, a, what="the result of array @ b")


@step("1.9")
def test_matrix_products_refuse_shapes_that_do_not_fit():
    """Where the inner lengths or the batch axes differ, it is a ValueError."""
    for left, right in (
        ((2, 3), (2, 3)),
        ((2, 3), (2,)),
        ((2,), (3,)),
        ((3,), (2, 3)),
        ((4, 2, 3), (5, 3, 2)),
    ):
        a, b, fitting = np.ones(left), np.ones(right), np.ones(left[-1])
        assert_close((leaf(a) @ fitting).data, a @ fitting, f"a @ b of shapes {left}, {left[-1:]}")
        for first, second in (leaf(a), leaf(b)), (leaf(a), b), (a, leaf(b)):
            with raises(ValueError, what=f"a @ b of shapes {left} and {right}"):
                first @ second


# Step 1.10: shape and indexing


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
        ("x.swapaxes(0, 3)", lambda: x.swapaxes(0, 3), ValueError),
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


# Step 1.11: leaving the graph


@step("1.11")
def test_nothing_is_recorded_under_no_grad():
    """In a block results have the same values, but are leaves that require no gradient."""
    x = leaf([1.0, 2.0])
    with task1.no_grad():
        inside = x * x + 1.0
        other = task1.Tensor.from_op(x.data, (x,), lambda g: (g,), "copy")
    assert_close(inside.data, [2.0, 5.0], "x * x + 1 under no_grad()")
    for what, tensor in ("x * x + 1", inside), ("from_op", other):
        assert not tensor.requires_grad, f"{what} under no_grad() must require no gradient"
        assert tensor.parents == (), f"{what} under no_grad() must be a leaf, without parents"
    after = x * x
    assert after.requires_grad and len(after.parents) == 2, "after the block, x * x is recorded"
    assert x.requires_grad, "x itself still requires gradients"


@step("1.11")
def test_blocks_nest():
    """The end of an inner block does not end the outer one; the end of the outer one does."""
    x = leaf(2.0)
    recorded = []
    for _ in range(2):
        with task1.no_grad():
            with task1.no_grad():
                recorded.append((x * x).requires_grad)
            recorded.append((x * x).requires_grad)
            with task1.no_grad():
                recorded.append((x * x).requires_grad)
            recorded.append((x * x).requires_grad)
        recorded.append((x * x).requires_grad)
    assert recorded == [False, False, False, False, True] * 2, (
        "recorded inside the first inner block, after it, inside the second, after it, and after "
        f"the outer one, twice over: {recorded}"
    )


@step("1.11")
def test_a_block_that_ends_with_an_error_ends():
    """An error leaves the block as it was raised, and operations are recorded again."""
    x, too_long = leaf([1.0, 2.0]), np.ones(3)
    recorded = []
    with raises(ValueError, what="x + [1, 1, 1] in a block"), task1.no_grad():
        recorded.append((x * x).requires_grad)
        x + too_long
    recorded.append((x * x).requires_grad)
    with task1.no_grad():
        with raises(ValueError, what="x + [1, 1, 1] in an inner block"), task1.no_grad():
            x + too_long
        recorded.append((x * x).requires_grad)
    recorded.append((x * x).requires_grad)
    assert recorded == [False, True, False, True], (
        "recorded in a block, after it has raised, in an outer block after the inner has raised, "
        f"and after both: {recorded}"
    )


@step("1.11")
def test_a_block_is_begun_by_with():
    """`no_grad()` alone changes nothing: the block begins at `with`."""
    x = leaf(2.0)
    block = task1.no_grad()
    assert (x * x).requires_grad, "before `with`, x * x must be recorded"
    with block:
        assert not (x * x).requires_grad, "inside the block x * x must not be recorded"
    assert (x * x).requires_grad, "after the block x * x must be recorded"


@step("1.11")
def test_threads_do_not_notice_each_other():
    """One thread's block is nothing to another thread, whichever begins or ends first."""
    threads = learner.beside("threads")
    x = leaf([1.0, 2.0])
    recorded = threads.recording_beside_a_block(task1.no_grad, x)
    assert recorded == {"meanwhile": True, "there": False, "afterwards": True}, (
        f"x * x recorded while another thread is in a block, there, and afterwards: {recorded}"
    )
    recorded = threads.recording_in_a_block(task1.no_grad, x)
    assert recorded == {"there": [True, False, True], "here": False}, (
        "x * x recorded in another thread before, in and after its own block, and here, where a "
        f"block is in force all the while: {recorded}"
    )
    assert (x * x).requires_grad, "after all blocks x * x must be recorded"


@step("1.11")
def test_what_was_computed_in_a_block_is_a_constant():
    """Gradients flow around what was computed in a block, and graphs from before it stay whole."""
    x = leaf(3.0)
    before = x * x
    with task1.no_grad():
        square = x * x
    after = square * x + before
    after.backward()
    assert_close(after.data, 36.0, "square * x + x * x at x = 3, square = 9")
    assert_close(
        x.grad, 15.0, "gradient of `x` in square * x + x * x, where square is a constant 9"
    )
    assert square.grad is None, "what was computed in a block gets no gradient"


@step("1.11")
@given(x=layouts(arrays(shapes(min_dims=1))), dtype=DTYPES)
def test_detach_gives_a_leaf_with_the_same_data(x, dtype):
    """`detach()` shares the data, but has no parents and requires no gradient."""
    tensor = leaf(x, dtype)
    for source, value in (tensor, x.astype(dtype)), (tensor * 2.0, x.astype(dtype) * 2):
        detached = source.detach()
        assert is_a(detached, task1.Tensor), "detach() must give a Tensor"
        assert_close(detached.data, value, "the data of x.detach()")
        assert not detached.requires_grad, "x.detach() must require no gradient"
        assert detached.parents == () and detached.op == "", "x.detach() must be a leaf"
        assert source.requires_grad, "x itself must require gradients as before"
        assert learner.shares_memory(learner.ref(detached, "data"), learner.ref(source, "data")), (
            "x.detach() must share x's data, not copy it"
        )


@step("1.11")
def test_gradients_stop_at_detach():
    """In x * x.detach() only the first x gets a gradient; nothing flows into what lies behind."""
    x = leaf([2.0, 5.0])
    square = x * x
    frozen = square.detach()
    out = x * frozen
    out.backward(np.array([1.0, 10.0]))
    assert_close(out.data, [8.0, 125.0], "x * (x * x).detach()")
    assert_close(x.grad, [4.0, 250.0], "gradient of `x` in x * (x * x).detach()")
    assert square.grad is None and frozen.grad is None, "no gradient may pass through detach()"
    square.backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [8.0, 260.0], "gradient of `x` after a pass through x * x itself")
