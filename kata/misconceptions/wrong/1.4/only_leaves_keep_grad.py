"""
title.en = "Only leaves keep a gradient"
title.zh = "只有叶节点保留梯度"
text.en = "Intermediate results hand their gradient on and keep nothing, as in PyTorch. Here every node that requires a gradient gets a `grad`, so that you can look at each of them."
text.zh = "中间结果把梯度往下传，自己什么也不留，和 PyTorch 一样。在这里，每个需要梯度的节点都会得到 `grad`，这样每一个都可以查看。"
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
            if not node.parents:
                node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
