class SGD:
    def step(self):
        moved = []
        for p, v in zip(self.parameters, self.velocities, strict=True):
            if p.grad is not None:
                v *= self.momentum
                v += p.grad + self.weight_decay * p.data
                p = p - v * self.lr
            moved.append(p)
        self.parameters = moved
