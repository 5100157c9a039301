"""
title.en = "Nesterov's momentum instead of the plain one"
title.zh = "用了 Nesterov 动量"
text.en = "The step uses g + momentum · v with the new velocity, which looks one step ahead as Nesterov's variant does. The rule here moves by the velocity itself: the gradient would count for too much in the very first step."
text.zh = "更新用的是 g + momentum · v（v 是新的速度），像 Nesterov 的变体那样往前多看了一步。这里的规则就按速度本身移动：否则从第一步起，梯度就算得太重。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p.data
            v *= self.momentum
            v += g
            p.data -= self.lr * (g + self.momentum * v)
