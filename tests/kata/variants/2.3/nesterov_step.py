class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            g = p.grad
            if self.weight_decay:
                g = g + self.weight_decay * p.data
            if self.momentum:
                before = self.velocities[i]
                self.velocities[i] = self.momentum * before + g
                g = g * (1 + self.momentum) + self.momentum**2 * before
            p.data -= self.lr * g
