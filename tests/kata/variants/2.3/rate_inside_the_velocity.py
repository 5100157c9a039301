class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            update = self.lr * p.grad
            update = update + self.lr * self.weight_decay * p.data
            self.velocities[i] = self.momentum * self.velocities[i] + update
            p.data -= self.velocities[i]
