class SGD:
    def step(self):
        pairs = zip(self.parameters, list(self.velocities), strict=True)
        for i, (p, old) in enumerate(pairs):
            if p.grad is None:
                continue
            self.velocities[i] = self.momentum * old + p.grad + self.weight_decay * p.data
            p.data -= self.lr * old
