"""
title.en = "The learning rate is inside the velocity"
title.zh = "学习率放进了速度里"
text.en = "The velocity gathers gradients that are multiplied by the learning rate already. For a constant rate the path is the same, but after a change the old rate lives on in the velocity: here a new `lr` acts on the whole next step at once."
text.zh = "速度累积的是已经乘过学习率的梯度。学习率不变时路径相同，但改变之后，旧的学习率还留在速度里：这里新的 `lr` 要立即作用于整个下一步。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v -= self.lr * (p.grad + self.weight_decay * p.data)
            p.data += v
