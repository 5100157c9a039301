"""
title.en = "The order is walked from its beginning"
title.zh = "从开头走拓扑序"
text.en = "The leaves are visited first, when nothing has reached them yet, and the root comes last. Walk the order from its end, so that every child is visited before its parents."
text.zh = "先访问了叶节点，那时还没有任何梯度传到，根节点反而在最后。要从末尾往开头走拓扑序，这样每个子节点都在其父节点之前访问。"
guide = "1.4"
"""

import numpy as np


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("backward needs a tensor that requires a gradient")
        if grad is None:
            if self.size != 1:
                raise RuntimeError(f"backward without grad needs one element, not {self.shape}")
            grad = np.ones(self.shape)
        grad = np.array(grad, dtype=self.dtype)
        if grad.shape != self.shape:
            raise ValueError(f"grad has shape {grad.shape}, the tensor {self.shape}")
        adjoints = {self: grad}
        for node in topological_order(self):
            if node not in adjoints:
                continue
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
