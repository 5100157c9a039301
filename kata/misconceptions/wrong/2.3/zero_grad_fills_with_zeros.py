"""
title.en = "`zero_grad` fills with zeros"
title.zh = "`zero_grad` 填成了全零"
text.en = "The gradients are set to arrays of zeros. They are to be None: after that a parameter that the next backward pass does not reach is skipped, while one with zeros would decay and go on by its velocity."
text.zh = "梯度被设成了全零的数组。应当设为 None：这样下一次反向传播没有到达的参数会被跳过，而全零的梯度会让它继续衰减、继续按速度移动。"
guide = "2.3"
"""


class SGD:
    def zero_grad(self) -> None:
        for p in self.parameters:
            p.grad = np.zeros_like(p.data)
