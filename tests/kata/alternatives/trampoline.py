"""
style = "Recursive searches made safe: generators that ask a trampoline for their calls."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


def _bounce(generator):
    """Run a recursion of generators: what one yields is called, and it goes on afterwards."""
    calls = [generator]
    while calls:
        try:
            calls.append(next(calls[-1]))
        except StopIteration:
            calls.pop()


def topological_order(root):
    order, seen = [], {root}

    def visit(node):
        for parent in node.parents:
            if parent not in seen:
                seen.add(parent)
                yield visit(parent)
        order.append(node)

    _bounce(visit(root))
    return order


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("no gradient is required of this tensor")
        if grad is None:
            if self.size != 1:
                raise RuntimeError(f"shape {self.shape} has several elements, and `grad` is missing")
            grad = np.full(self.shape, 1.0)
        grad = np.array(grad, dtype=self.dtype, copy=True)
        if grad.shape != self.shape:
            raise ValueError(f"`grad` must have shape {self.shape}, not {grad.shape}")
        waiting, sums = {self: 1}, {self: np.zeros(self.shape, self.dtype)}

        def count(node):
            for parent in node.parents:
                if parent.requires_grad:
                    waiting[parent] = waiting.get(parent, 0) + 1
                    if waiting[parent] == 1:
                        sums[parent] = np.zeros(parent.shape, parent.dtype)
                        yield count(parent)

        def receive(node, share):
            waiting[node] -= 1
            if share is not None:
                sums[node] = sums[node] + share
            if waiting[node]:
                return
            total = sums.pop(node)
            node.grad = np.array(total if node.grad is None else node.grad + total)
            for parent, handed_on in zip(node.parents, node.vjp(total)):
                if parent.requires_grad:
                    yield receive(parent, handed_on)

        _bounce(count(self))
        _bounce(receive(self, grad))
