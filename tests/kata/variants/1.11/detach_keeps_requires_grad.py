class Tensor:
    def detach(self):
        copy = Tensor(0.0, requires_grad=self.requires_grad)
        copy.data = self.data
        return copy
