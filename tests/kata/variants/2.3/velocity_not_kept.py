class SGD:
    def step(self):
        velocities = [np.zeros_like(p.data) for p in self.parameters]
        for i, p in enumerate(self.parameters):
            if p.grad is not None:
                velocities[i] = self.momentum * velocities[i] + p.grad
                velocities[i] += self.weight_decay * p.data
                p.data -= self.lr * velocities[i]
