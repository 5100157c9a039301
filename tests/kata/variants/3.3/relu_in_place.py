class ReLU(Module):
    def forward(self, x):
        x = as_tensor(x)
        mask = np.sign(x.data).clip(0)
        y = np.maximum(x.data, 0, out=x.data)
        return Tensor.from_op(y, (x,), lambda g: (mask * g,), "relu")
