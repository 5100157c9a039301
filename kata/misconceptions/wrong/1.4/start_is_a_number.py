"""
title.en = "The start is a plain 1, whatever the shape"
title.zh = "无论什么形状，起点都是单个的 1"
text.en = "Without `grad` the pass starts with an array of shape (), although L may have the shape (1,) or (1, 1). Every `grad` has the shape of its `data`, that of L too."
text.zh = "没有 `grad` 时，起点是形状为 () 的数组，可是 L 的形状可能是 (1,) 或 (1, 1)。每个 `grad` 的形状都与 `data` 相同，L 的也不例外。"
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
            seed = np.array(1.0, dtype=self.dtype)
        else:
            seed = np.array(grad, dtype=self.dtype)
            if seed.shape != self.shape:
                raise ValueError(f"grad has shape {seed.shape}, the tensor {self.shape}")
        adjoints = {self: seed}
        for node in reversed(topological_order(self)):
            if node not in adjoints:
                continue
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
