"""
title.en = "Weight decay pushes away from zero"
title.zh = "权重衰减把参数推离 0"
text.en = "The decay is subtracted from the gradient. Since the step goes against the gradient, that makes parameters grow: weight_decay · p has to be added, to pull them towards 0."
text.zh = "衰减被从梯度里减去了。更新是朝梯度的反方向走的，所以这会让参数变大：应当加上 weight_decay · p，才能把参数拉向 0。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += p.grad - self.weight_decay * p.data
            p.data -= self.lr * v
