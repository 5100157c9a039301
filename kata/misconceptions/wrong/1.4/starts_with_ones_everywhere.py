"""
title.en = "Several elements start with ones"
title.zh = "多个元素也从全 1 开始"
text.en = "Without `grad` the pass starts with a one in every element, as if the loss were the sum of all. A gradient belongs to a single number: for several elements without `grad` it is a `RuntimeError`."
text.zh = "没有 `grad` 时，每个元素都从 1 开始，好像损失就是所有元素的和。梯度总是属于单个数：有多个元素又没有 `grad` 时，要抛出 `RuntimeError`。"
guide = "1.4"
"""

import numpy as np


class Tensor:
    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("backward needs a tensor that requires a gradient")
        if grad is None:
            grad = np.ones_like(self.data)
        grad = np.array(grad, dtype=self.dtype)
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
