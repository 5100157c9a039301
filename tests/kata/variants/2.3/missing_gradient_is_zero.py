class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            self.velocities[i] = self.momentum * self.velocities[i]
            if p.grad is not None:
                self.velocities[i] += p.grad
            self.velocities[i] += self.weight_decay * p.data
            p.data -= self.lr * self.velocities[i]
