"""
title.en = "A pass overwrites `grad`"
title.zh = "反向传播覆盖了 `grad`"
text.en = "The gradient of this pass takes the place of what was in `grad`. Passes add up: a second one adds to `grad`, and only `zero_grad` clears it."
text.zh = "这一次反向传播的梯度取代了 `grad` 里原有的值。多次反向传播会累加：第二次的结果加到 `grad` 上，只有 `zero_grad` 才清除它。"
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
            node.grad = np.array(adjoints[node])
            for parent, share in zip(node.parents, node.vjp(adjoints[node])):
                if parent.requires_grad and share is not None:
                    adjoints[parent] = adjoints[parent] + share if parent in adjoints else share
