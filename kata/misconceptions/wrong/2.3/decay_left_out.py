"""
title.en = "Weight decay is never applied"
title.zh = "没有用上权重衰减"
text.en = "The step uses the gradient and the momentum, but the weight decay never enters. The rule adds weight_decay · p to the gradient first, which pulls every parameter a little towards 0."
text.zh = "更新用了梯度和动量，权重衰减却没有参与。规则是先把 weight_decay · p 加到梯度上，它把每个参数往 0 拉一点点。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += p.grad
            p.data -= self.lr * v
