"""
title.en = "`step` clears the gradients"
title.zh = "`step` 清除了梯度"
text.en = "After the update the gradients are set to None. `step` reads them and leaves them as they are: clearing is the business of `zero_grad`, and the loop decides when."
text.zh = "更新之后把梯度设成了 None。`step` 只读取梯度，让它们保持原样：清除是 `zero_grad` 的事，什么时候清除由训练循环决定。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += p.grad + self.weight_decay * p.data
            p.data -= self.lr * v
            p.grad = None
