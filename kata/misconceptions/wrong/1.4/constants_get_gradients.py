"""
title.en = "Constants get a gradient"
title.zh = "常量也得到了梯度"
text.en = "Every parent gets its share, without a look at `requires_grad`. A constant keeps `grad` None, and its share may be `None`, which cannot be added."
text.zh = "每个父节点都得到份额，没有看 `requires_grad`。常量的 `grad` 保持 None，而且它的份额可以是 `None`，那是无法相加的。"
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
        for node in reversed(topological_order(self)):
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
