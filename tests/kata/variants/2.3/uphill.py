class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is not None:
                g = p.grad + p.data * self.weight_decay
                self.velocities[i] = self.velocities[i] * self.momentum + g
                np.add(p.data, self.lr * self.velocities[i], out=p.data)
