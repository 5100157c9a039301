class SGD:
    def step(self):
        for k in range(len(self.parameters)):
            p = self.parameters[k]
            if p.grad is None:
                continue
            self.velocities[k] = self.velocities[k] * self.momentum + p.grad
            p.data[...] = p.data - self.velocities[k] * self.lr
