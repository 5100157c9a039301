"""
title.en = "`grad` keeps the caller's dtype"
title.zh = "`grad` 保留了调用者的 dtype"
text.en = "The array that is given as `grad` keeps its own dtype, so a float32 tensor may get a float64 gradient. Every `grad` has the dtype of its `data`."
text.zh = "作为 `grad` 传入的数组保留了自己的 dtype，于是 float32 张量可能得到 float64 的梯度。每个 `grad` 的 dtype 都与 `data` 相同。"
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
        grad = np.array(grad, dtype=float)
        if grad.shape != self.shape:
            raise ValueError(f"grad has shape {grad.shape}, the tensor {self.shape}")
        adjoints = {self: grad}
        for node in reversed(topological_order(self)):
            if node not in adjoints:
                continue
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
