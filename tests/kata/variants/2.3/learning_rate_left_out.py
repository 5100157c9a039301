class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p.data
            self.velocities[i] = self.momentum * self.velocities[i] + g
            np.subtract(p.data, self.velocities[i], out=p.data)
