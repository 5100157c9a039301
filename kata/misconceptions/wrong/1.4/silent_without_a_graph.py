"""
title.en = "Without a graph nothing is said"
title.zh = "没有计算图也不报错"
text.en = "A tensor that requires no gradient is not refused: the pass ends quietly, and no parameter gets anything. It is a `RuntimeError`, since whoever calls `backward` expects gradients."
text.zh = "不需要梯度的张量没有被拒绝：反向传播悄悄结束，没有任何参数得到梯度。调用 `backward` 的人期待的是梯度，所以应抛出 `RuntimeError`。"
guide = "1.4"
"""

import numpy as np


class Tensor:
    def backward(self, grad=None):
        if grad is None:
            if self.size != 1:
                raise RuntimeError(f"backward without grad needs one element, not {self.shape}")
            grad = np.ones(self.shape)
        grad = np.array(grad, dtype=self.dtype)
        if grad.shape != self.shape:
            raise ValueError(f"grad has shape {grad.shape}, the tensor {self.shape}")
        adjoints = {self: grad}
        for node in reversed(topological_order(self)):
            if not node.requires_grad:
                continue
            adjoint = adjoints[node]
            node.grad = np.array(adjoint) if node.grad is None else node.grad + adjoint
            for parent, share in zip(node.parents, node.vjp(adjoint)):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
