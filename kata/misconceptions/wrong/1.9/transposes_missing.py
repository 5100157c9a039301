"""
title.en = "The transposes are missing"
title.zh = "漏掉了转置"
text.en = "The gradients are computed as g B and A g, which only square matrices allow, with wrong numbers. ∂L/∂A is g Bᵀ and ∂L/∂B is Aᵀ g."
text.zh = "梯度按 g B 和 A g 计算，只有方阵才能这样乘，结果也不对。∂L/∂A 是 g Bᵀ，∂L/∂B 是 Aᵀ g。"
guide = "1.9"
"""

import numpy as np


class Tensor:
    def __matmul__(self, other):
        other = as_tensor(other, like=self)
        a, b = self.data, other.data

        def vjp(g):
            rows = a[np.newaxis, :] if a.ndim == 1 else a
            columns = b[:, np.newaxis] if b.ndim == 1 else b
            if b.ndim == 1:
                g = np.expand_dims(g, -1)
            if a.ndim == 1:
                g = np.expand_dims(g, -2)
            grad_a, grad_b = g @ columns, rows @ g
            grad_a = grad_a[..., 0, :] if a.ndim == 1 else grad_a
            grad_b = grad_b[..., 0] if b.ndim == 1 else grad_b
            return grad_a, grad_b

        return Tensor.from_op(a @ b, (self, other), vjp, "@")
