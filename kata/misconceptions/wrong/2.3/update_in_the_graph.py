"""
title.en = "The update makes a new tensor"
title.zh = "更新造出了新的张量"
text.en = "The update is written with tensors and its result takes the parameter's place in the optimiser's list. The model still holds the old tensor, which never moves, and the graph grows with every step: change the array inside the tensor instead."
text.zh = "更新是用张量运算写的，结果在优化器的列表里顶替了参数。模型持有的仍是旧的张量，它从不移动，计算图还会一步步变长：应当修改张量里面的数组。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p.data
            self.velocities[i] = self.momentum * self.velocities[i] + g
            self.parameters[i] = p - self.lr * self.velocities[i]
