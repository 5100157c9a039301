"""
title.en = "The velocity is not kept"
title.zh = "速度没有保存下来"
text.en = "The new velocity is computed and used, but it is not stored, so the next step starts from zeros again. Momentum then has no effect at all, which one step alone does not show."
text.zh = "新的速度算出来了，也用了，却没有存起来，所以下一步又从 0 开始。这样动量根本不起作用，而只走一步是看不出来的。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p.data
            v = self.momentum * v + g
            p.data -= self.lr * v
