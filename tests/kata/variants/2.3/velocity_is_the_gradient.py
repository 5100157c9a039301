class SGD:
    def step(self):
        if not hasattr(self, "buffers"):
            self.buffers = {}
        for p in self.parameters:
            g = p.grad
            if g is None:
                continue
            if self.weight_decay != 0:
                g = g + self.weight_decay * p.data
            if self.momentum != 0:
                buffer = self.buffers.get(id(p))
                if buffer is None:
                    buffer = self.buffers[id(p)] = np.asarray(g)
                else:
                    np.multiply(buffer, self.momentum, out=buffer)
                    np.add(buffer, g, out=buffer)
                g = buffer
            p.data -= self.lr * g
