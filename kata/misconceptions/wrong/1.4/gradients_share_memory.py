"""
title.en = "`grad` is the share itself"
title.zh = "`grad` 就是份额那个数组本身"
text.en = "The first gradient that a node gets is kept as it came, and so several nodes hold one array, or a read-only view. Each `grad` is an array of its own: take a copy."
text.zh = "节点得到的第一个梯度被原样留下，于是几个节点持有同一个数组，或者一个只读的视图。每个 `grad` 都应是自己独有的数组：要拷贝一份。"
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
            node.grad = adjoint if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
