class SGD:
    def zero_grad(self):
        for p in self.parameters:
            if p.grad is not None:
                p.grad = p.grad * 0.0
