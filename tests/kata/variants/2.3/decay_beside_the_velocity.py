class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            self.velocities[i] = self.momentum * self.velocities[i] + p.grad
            p.data *= 1 - self.lr * self.weight_decay
            p.data -= self.lr * self.velocities[i]
