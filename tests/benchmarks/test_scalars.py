"""Graphs of scalars: where an engine has nothing to hide behind."""

import gc
import random
import sys
import tracemalloc
from importlib import import_module
from itertools import pairwise

import pytest

from tests.benchmarks.bare_engine import Value

CHAIN = 100_000
POINTS = 100
SIZES = (2, 16, 16, 1)


@pytest.fixture(autouse=True)
def _deep_recursion():
    """The bare engine recurses to the depth of its graph."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    yield
    sys.setrecursionlimit(before)


def leaf_of(tree):
    """Makes a leaf that requires a gradient."""
    task1 = import_module(f"{tree}.stage1_foundations.task1_tensor")
    return lambda value: task1.Tensor(value, requires_grad=True)


def chain(make):
    """x + 1 + 1 + ..., forward and backward."""
    x = make(0.0)
    y = x
    for _ in range(CHAIN):
        y = y + 1.0
    y.backward()
    assert y.data == CHAIN, "the chain must add up"
    assert x.grad == 1.0, "the gradient must reach the far end"
    return y


class ScalarMLP:
    """A network written neuron by neuron, and one step of gradient descent on a hinge loss."""

    def __init__(self, make, no_gradient):
        rng = random.Random(0)
        self.layers = [
            [
                ([make(rng.uniform(-1.0, 1.0)) for _ in range(inputs)], make(0.0))
                for _ in range(outputs)
            ]
            for inputs, outputs in pairwise(SIZES)
        ]
        self.points = [
            ([rng.uniform(-1.0, 1.0), rng.uniform(-1.0, 1.0)], rng.choice((-1.0, 1.0)))
            for _ in range(POINTS)
        ]
        self.no_gradient = no_gradient

    def parameters(self):
        return [p for layer in self.layers for weights, bias in layer for p in (*weights, bias)]

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = [neuron(weights, bias, x).relu() for weights, bias in layer]
        [(weights, bias)] = self.layers[-1]
        return neuron(weights, bias, x)

    def loss(self):
        losses = [(1.0 - self(x) * y).relu() for x, y in self.points]
        return sum(losses) * (1.0 / POINTS)

    def step(self):
        loss = self.loss()
        for p in self.parameters():
            p.grad = self.no_gradient
        loss.backward()
        for p in self.parameters():
            p.data -= 0.05 * p.grad
        return float(loss.data)


def neuron(weights, bias, x):
    return sum((w * v for w, v in zip(weights, x, strict=True)), bias)


def count_nodes(loss):
    seen, stack = {loss}, [loss]
    while stack:
        for child in stack.pop()._children - seen:
            seen.add(child)
            stack.append(child)
    return len(seen)


def small_expression(make):
    """Some twenty operations on two numbers, forward and backward."""
    a, b = make(-4.0), make(2.0)
    c = a + b
    d = a * b + b**3
    c = c + c + 1.0
    c = c + 1.0 + c - a
    d = d + d * 2.0 + (b + a).relu()
    e = c - d
    f = e**2
    g = f / 2.0 + 10.0 / f
    g.backward()
    return float(a.grad), float(b.grad)


def test_chain(race, tree):
    """A chain of 100,000 additions, forward and backward."""
    leaf = leaf_of(tree)

    def size():
        gc.collect()
        tracemalloc.start()
        kept = chain(leaf)
        traced = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        del kept
        return f"{traced / CHAIN:.0f} bytes an addition, its constant and the gradient included"

    title = f"chain of {CHAIN:,} scalar additions, each with a constant"
    others = {"bare engine": lambda: chain(Value)}
    race(title, lambda: lambda: chain(leaf), others, rounds=7, note=size, collect=True)


@pytest.mark.parametrize("collector", [True, False], ids=["collector-on", "collector-off"])
def test_scalar_mlp(race, tree, collector):
    """One step of a 2-16-16-1 network over 100 points; both engines find the same loss."""
    bare = ScalarMLP(Value, 0.0)
    nodes = count_nodes(bare.loss())
    gc.collect()
    expected = ScalarMLP(Value, 0.0).step()

    def make():
        model = ScalarMLP(leaf_of(tree), None)
        assert abs(model.step() - expected) < 1e-9, "both engines must find the same loss"
        return model.step

    state = "on" if collector else "off"
    title = f"scalar MLP 2-16-16-1, {POINTS} points, {nodes:,} nodes, garbage collector {state}"
    race(title, make, {"bare engine": bare.step}, rounds=11, collect=True, collector=collector)


@pytest.mark.parametrize("collector", [True, False], ids=["collector-on", "collector-off"])
def test_small_expression(race, tree, collector):
    """The expression a hundred times over; both engines find the same gradients."""
    expected = small_expression(Value)

    def many(make):
        for _ in range(100):
            result = small_expression(make)
        return result

    def contender():
        leaf = leaf_of(tree)
        assert many(leaf) == pytest.approx(expected, rel=1e-9), "the gradients must agree"
        return lambda: many(leaf)

    state = "on" if collector else "off"
    title = f"a hundred expressions of some 20 operations, garbage collector {state}"
    others = {"bare engine": lambda: many(Value)}
    race(title, contender, others, rounds=50, collect=True, collector=collector)
