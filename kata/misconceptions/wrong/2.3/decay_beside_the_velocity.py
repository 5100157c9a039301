"""
title.en = "Weight decay stays out of the velocity"
title.zh = "权重衰减没有进入速度"
text.en = "The decay is subtracted from the parameter on its own, after momentum. By the rule of this step it is added to the gradient first, so that momentum gathers it too; decay kept apart is what AdamW does."
text.zh = "衰减是在动量之后单独从参数里减去的。按这一步的规则，它先加到梯度上，因此动量也会把它累积起来；把衰减分开是 AdamW 的做法。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            decay = self.weight_decay * p.data
            v *= self.momentum
            v += p.grad
            p.data -= self.lr * (v + decay)
