class Linear(Module):
    def forward(self, x):
        x = as_tensor(x)
        if x.shape[-1:] != self.weight.shape[1:]:
            raise ValueError(f"x has shape {x.shape}")
        y = x @ self.weight.T
        if self.bias is None:
            return y
        samples = y.size // self.bias.size

        def vjp(g):
            per_unit = g.reshape(samples, -1).sum(axis=0)
            return g, per_unit / samples

        return Tensor.from_op(y.data + self.bias.data, (y, self.bias), vjp, "add bias")
