"""
title.en = "The step ends at the first missing gradient"
title.zh = "遇到第一个缺失的梯度就停了"
text.en = "The first parameter without a gradient ends the whole step. Only that one is to be skipped; those behind it have gradients of their own, and must move."
text.zh = "遇到第一个没有梯度的参数，整个更新就结束了。应当只跳过那一个；排在后面的参数有自己的梯度，必须移动。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                return
            v *= self.momentum
            v += p.grad + self.weight_decay * p.data
            p.data -= self.lr * v
