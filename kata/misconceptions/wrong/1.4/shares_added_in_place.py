"""
title.en = "Shares are added in place"
title.zh = "在原数组上累加份额"
text.en = "An adjoint begins as the first share itself and grows with `+=`, which changes that array for everyone who holds it. The vjp of x + y returns one array twice, and others return read-only ones: add to a new array."
text.zh = "伴随值以第一个份额本身为起点，再用 `+=` 累加，于是所有持有这个数组的地方都被改变。x + y 的 vjp 两次返回同一个数组，有的 vjp 还返回只读数组：累加时要产生新数组。"
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
            if node not in adjoints:
                continue
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    if parent in adjoints:
                        adjoints[parent] += share
                    else:
                        adjoints[parent] = share
