class Sigmoid(Module):
    def forward(self, x):
        x = as_tensor(x)
        e = (x * -1.0).exp()
        return (e + 1.0) ** -1
