"""
title.en = "Every path is walked by itself"
title.zh = "每条路径各走一遍"
text.en = "Each share is handed on at once, by a call of its own, down to the leaves. The sums are right, but thirty doublings have 2³⁰ paths, and nested calls end at about 1000: visit each node once, when its gradient is complete."
text.zh = "每个份额都立刻用一次单独的调用往下传，直到叶节点。和是对的，可是三十次加倍就有 2³⁰ 条路径，嵌套调用到 1000 层左右就会停止：每个节点应在梯度完整之后只访问一次。"
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
        for parent, share in zip(self.parents, self.vjp(grad)):
            if parent.requires_grad and share is not None:
                parent.backward(share)
