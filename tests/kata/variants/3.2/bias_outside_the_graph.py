class Linear(Module):
    def forward(self, x):
        x = as_tensor(x)
        w = self.weight.data
        if x.shape[-1:] != w.shape[1:]:
            raise ValueError(f"x has shape {x.shape}, the weight {w.shape}")
        flat = x.data.reshape(-1, w.shape[1])
        y = flat @ w.T
        if self.bias is not None:
            y = y + self.bias.data

        def vjp(g):
            g = g.reshape(-1, w.shape[0])
            return (g @ w).reshape(x.data.shape), g.T @ flat

        return Tensor.from_op(
            y.reshape(*x.shape[:-1], w.shape[0]), (x, self.weight), vjp, "linear"
        )
