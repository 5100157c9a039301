"""
title.en = "Weight decay changes the gradient in place"
title.zh = "权重衰减原地改了梯度"
text.en = "The decay is added to the array `p.grad` itself. That array belongs to the tensor: whoever reads the gradient after the step finds the decay in it, and a second step adds it once more."
text.zh = "衰减直接加到了 `p.grad` 这个数组里。这个数组属于张量：更新之后再读梯度的人会看到衰减混在里面，再走一步又会加一次。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            g = p.grad
            if self.weight_decay:
                g += self.weight_decay * p.data
            v *= self.momentum
            v += g
            p.data -= self.lr * v
