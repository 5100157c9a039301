class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            p.grad = p.grad + p.data * self.weight_decay
            self.velocities[i] = self.velocities[i] * self.momentum + p.grad
            p.data -= self.velocities[i] * self.lr
