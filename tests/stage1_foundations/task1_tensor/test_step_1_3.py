"""Step 1.3: topological order."""

from hypothesis import strategies as st

from kata import learner
from kata.learner import task1
from kata.testing import (
    given,
    noted,
    step,
)
from kata.testing.tensors import leaf, no_side_effects


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
    """A chain of 50,000 nodes has its order too: Python stops a recursion long before that."""
    graphs = learner.beside("graphs")
    order = graphs.order_of_a_chain(task1.Tensor, task1.topological_order, 50_000)
    assert order == list(range(50_001)), "the order of a chain is the chain itself, leaf first"


@step("1.3")
def test_ways_are_not_counted():
    """After 30 doublings x = x ∘ x, 2³⁰ ways lead back to the leaf, but each node comes once."""
    graph = [(), *((place, place) for place in range(30))]
    nodes = build(graph)
    check_order(task1.topological_order(nodes[30]), nodes, graph, 30)
