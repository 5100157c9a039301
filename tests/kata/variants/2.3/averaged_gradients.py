class SGD:
    def step(self):
        beta = self.momentum
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p.data
            self.velocities[i] += (1 - beta) * (g - self.velocities[i])
            p.data -= self.lr * self.velocities[i]
