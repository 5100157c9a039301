"""
title.en = "The parameter moves by the old velocity"
title.zh = "参数按旧的速度移动"
text.en = "The parameter moves first, and the gradient joins the velocity afterwards. The rule updates the velocity and then moves by it: here every gradient acts one step late, and the first step does nothing."
text.zh = "参数先移动，梯度之后才加进速度里。规则是先更新速度，再按它移动：这里每个梯度都晚了一步才起作用，第一步什么也没做。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p.data
            p.data -= self.lr * v
            v *= self.momentum
            v += g
