"""
title.en = "The velocity is an average of gradients"
title.zh = "速度成了梯度的平均"
text.en = "The new gradient enters the velocity with the weight 1 - momentum, as in a moving average. The rule adds the whole gradient: with momentum 0.9 the steps are otherwise ten times too short."
text.zh = "新的梯度以 1 − momentum 为权重进入速度，就像滑动平均那样。规则要求加上整个梯度：否则动量为 0.9 时，步子短了十倍。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += (1 - self.momentum) * (p.grad + self.weight_decay * p.data)
            p.data -= self.lr * v
