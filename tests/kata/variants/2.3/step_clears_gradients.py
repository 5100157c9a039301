class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is not None:
                g = p.grad + self.weight_decay * p.data
                self.velocities[i] = self.momentum * self.velocities[i] + g
                p.data -= self.lr * self.velocities[i]
        self.zero_grad()
