class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is not None:
                shrink = -self.weight_decay * p.data
                self.velocities[i] = self.velocities[i] * self.momentum + (p.grad + shrink)
                p.data -= self.velocities[i] * self.lr
