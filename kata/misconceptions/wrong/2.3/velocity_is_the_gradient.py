"""
title.en = "The velocity is the gradient's own array"
title.zh = "速度就是梯度的那个数组"
text.en = "In the first step the array `p.grad` itself is stored as the velocity, not its values. From then on the two are one: momentum changes the gradient, and a new gradient written there would change the velocity."
text.zh = "第一步把 `p.grad` 这个数组本身存成了速度，而不是它的值。从此两者是同一个数组：动量会改变梯度，写进那里的新梯度也会改变速度。"
guide = "2.3"
"""


class SGD:
    def step(self) -> None:
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            g = p.grad
            if self.weight_decay:
                g = g + self.weight_decay * p.data
            if self.momentum:
                if self.velocities[i].any():
                    self.velocities[i] *= self.momentum
                    self.velocities[i] += g
                else:
                    self.velocities[i] = g
                g = self.velocities[i]
            p.data -= self.lr * g
