"""
title.en = "The step goes uphill"
title.zh = "朝上坡走了"
text.en = "The update adds the gradient instead of subtracting it. The gradient points in the direction in which the loss grows fastest, so every step makes the loss larger."
text.zh = "更新时加上了梯度，而不是减去。梯度指向损失增长最快的方向，所以每走一步损失都变大。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += p.grad + self.weight_decay * p.data
            p.data += self.lr * v
