"""
style = "Counted children (Kahn) instead of a depth-first search, and a pass without a list."
file = "stage1_foundations/task1_tensor.py"
"""

from collections import Counter, deque

import numpy as np


def _uses(root):
    """How often each tensor below the root is a parent."""
    uses = Counter({root: 0})
    queue = deque([root])
    while queue:
        for parent in queue.popleft().parents:
            if parent not in uses:
                queue.append(parent)
            uses[parent] += 1
    return uses


def topological_order(root):
    uses = _uses(root)
    ready, order = deque([root]), deque()
    while ready:
        node = ready.popleft()
        order.appendleft(node)
        for parent in node.parents:
            uses[parent] -= 1
            if uses[parent] == 0:
                ready.append(parent)
    return list(order)


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("this tensor has no graph")
        if grad is None:
            if self.size != 1:
                raise RuntimeError(f"`grad` is missing, and the shape is {self.shape}")
            seed = np.ones_like(self.data)
        else:
            seed = np.asarray(grad).astype(self.dtype)
        if seed.shape != self.shape:
            raise ValueError(f"shape {seed.shape} of `grad` is not that of the tensor, {self.shape}")
        uses = _uses(self)
        shares = {self: [seed]}
        ready = [self]
        while ready:
            node = ready.pop()
            came = shares.pop(node, [])
            handed_on = [None] * len(node.parents)
            if came:
                total = np.sum(came, axis=0, dtype=node.dtype)
                node.grad = np.asarray(total) if node.grad is None else node.grad + total
                handed_on = node.vjp(total)
            for parent, share in zip(node.parents, handed_on):
                if parent.requires_grad and share is not None:
                    shares.setdefault(parent, []).append(share)
                uses[parent] -= 1
                if uses[parent] == 0:
                    ready.append(parent)
