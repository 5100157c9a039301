"""
title.en = "`grad` is used as the adjoint"
title.zh = "拿 `grad` 当伴随值"
text.en = "Shares are added to `grad` at once, and what a node hands on is its `grad`, with all that an earlier pass left there. Collect the adjoints of a pass in a dictionary of their own, and add them to `grad` only then."
text.zh = "份额直接加到 `grad` 上，节点往下传的也是它的 `grad`，其中还有上一次反向传播留下的梯度。应当用单独的字典收集这一次的伴随值，最后再加到 `grad` 上。"
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
        self.grad = grad if self.grad is None else self.grad + grad
        for node in reversed(topological_order(self)):
            if node.grad is None:
                continue
            for parent, share in zip(node.parents, node.vjp(node.grad)):
                if parent.requires_grad and share is not None:
                    if parent.grad is None:
                        parent.grad = np.array(share)
                    else:
                        parent.grad = parent.grad + share
