"""
title.en = "A missing gradient is taken as zero"
title.zh = "把缺失的梯度当作 0"
text.en = "Where `grad` is None, the step goes on with a gradient of zeros. None means that the parameter took no part, so it is skipped altogether: no decay, and its velocity stays as it is."
text.zh = "`grad` 为 None 时，把它当作全零的梯度继续更新。None 表示这个参数没有参与，所以要整个跳过：不衰减，速度也不变。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            g = np.zeros_like(p.data) if p.grad is None else p.grad
            v *= self.momentum
            v += g + self.weight_decay * p.data
            p.data -= self.lr * v
