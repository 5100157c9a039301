class SGD:
    def step(self):
        i = 0
        while i < len(self.parameters) and self.parameters[i].grad is not None:
            p = self.parameters[i]
            g = p.grad + self.weight_decay * p.data
            self.velocities[i] = self.momentum * self.velocities[i] + g
            p.data -= self.lr * self.velocities[i]
            i += 1
