class Tensor:
    def zero_grad(self):
        if self.grad is not None:
            self.grad = self.grad * 0
