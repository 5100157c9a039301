"""
title.en = "The shape of `grad` is not compared"
title.zh = "没有比较 `grad` 的形状"
text.en = "A `grad` of any shape is taken, and broadcasting makes something of it, or fails in the middle of the pass. Its shape must be the tensor's, or it is a `ValueError` before anything has changed."
text.zh = "任何形状的 `grad` 都照收，广播会把它凑成某个形状，或者在半途出错。它的形状必须与张量相同，否则应在改变任何东西之前抛出 `ValueError`。"
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
        adjoints = {self: np.array(grad, dtype=self.dtype)}
        for node in reversed(topological_order(self)):
            if node not in adjoints:
                continue
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
