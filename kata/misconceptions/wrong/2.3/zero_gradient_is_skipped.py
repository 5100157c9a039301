"""
title.en = "A gradient of zeros is skipped"
title.zh = "跳过了全零的梯度"
text.en = "A gradient whose elements are all 0 is treated like one that is missing. Zeros are a gradient: the velocity still carries the parameter on, and the decay still pulls."
text.zh = "把元素全为 0 的梯度当成了没有梯度。全零也是梯度：速度仍会带着参数往前走，衰减也照样起作用。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None or not p.grad.any():
                continue
            v *= self.momentum
            v += p.grad + self.weight_decay * p.data
            p.data -= self.lr * v
