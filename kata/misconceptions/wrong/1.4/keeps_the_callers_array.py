"""
title.en = "The caller's array becomes a gradient"
title.zh = "调用者的数组成了梯度"
text.en = "The argument `grad` itself is kept as this tensor's gradient, so whoever changes one changes the other. That array belongs to the caller: take a copy."
text.zh = "参数 `grad` 本身被当作这个张量的梯度留下，改一个就会改变另一个。那个数组属于调用者：要拷贝一份。"
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
        grad = np.asarray(grad, dtype=self.dtype)
        if grad.shape != self.shape:
            raise ValueError(f"grad has shape {grad.shape}, the tensor {self.shape}")
        adjoints = {self: grad}
        for node in reversed(topological_order(self)):
            if node not in adjoints:
                continue
            adjoint = adjoints[node]
            node.grad = adjoint if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    if parent in adjoints:
                        adjoints[parent] = adjoints[parent] + share
                    else:
                        adjoints[parent] = np.array(share)
