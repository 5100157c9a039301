class SGD:
    def step(self):
        for i, p in enumerate(self.parameters):
            if p.grad is None or np.all(p.grad == 0):
                pass
            else:
                g = p.grad + self.weight_decay * p.data
                self.velocities[i] = self.momentum * self.velocities[i] + g
                p.data -= self.lr * self.velocities[i]
