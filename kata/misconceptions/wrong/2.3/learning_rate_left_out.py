"""
title.en = "The learning rate is left out"
title.zh = "漏掉了学习率"
text.en = "The parameters move by the whole velocity, and the learning rate is not used. It says how far to go: without it the steps are far too long, and the loss jumps about or grows."
text.zh = "参数按整个速度移动，没有用学习率。学习率决定走多远：没有它，步子就太大，损失会跳来跳去，甚至越来越大。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += p.grad + self.weight_decay * p.data
            p.data -= v
