class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            g = p.grad
            if g is None:
                continue
            if self.weight_decay > 0:
                g = g + self.weight_decay * p.data
            self.velocities[i] = self.momentum * self.velocities[i] + g
            new = p.data.copy()
            new -= self.lr * self.velocities[i]
            p.data = new
