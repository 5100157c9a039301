class SGD:
    def step(self):
        for k, p in enumerate(self.parameters):
            if p.grad is not None:
                v = self.velocities[k]
                v *= self.momentum
                v += p.grad + self.weight_decay * p.data
                p = p - v * self.lr
