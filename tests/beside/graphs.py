"""Graphs that are too large to be built from afar, and nodes that hand back a given array."""

import numpy as np


def order_of_a_chain(Tensor, topological_order, length):
    """The order of a chain of `length` nodes over a leaf, each node named by its place in it."""
    nodes = [Tensor(0.0, requires_grad=True)]
    for _ in range(length):
        nodes.append(Tensor.from_op(nodes[-1].data, (nodes[-1],), lambda g: (g,), "copy"))
    places = {id(node): place for place, node in enumerate(nodes)}
    return [places.get(id(node)) for node in topological_order(nodes[-1])]


def gradients_in_a_chain(x, length):
    """Add `x` to itself again and again, and backpropagate: the gradients of `x` and of the end."""
    end = x
    for _ in range(length):
        end = end + x
    end.backward()
    return x.grad, end.grad


def node_with_share(Tensor, x, share):
    """A node over `x` whose vjp gives back the array `share` itself."""
    return Tensor.from_op(np.zeros(np.shape(share)), (x,), lambda g: (share,), "given")


def backpropagated(x):
    """A small graph over `x` after a backward pass."""
    out = x * x + x
    out.backward(np.ones(out.shape))
    return out
