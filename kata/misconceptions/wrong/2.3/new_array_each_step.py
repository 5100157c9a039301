"""
title.en = "Each step makes a new array"
title.zh = "每一步都造了一个新数组"
text.en = "The parameter is given a new array instead of being changed in place. Whoever holds the old array, another module that shares it for example, does not see the new values."
text.zh = "给参数换上了一个新数组，而没有原地修改。持有旧数组的地方（例如共享它的另一个模块）看不到新的值。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is None:
                continue
            v *= self.momentum
            v += p.grad + self.weight_decay * p.data
            p.data = p.data - self.lr * v
