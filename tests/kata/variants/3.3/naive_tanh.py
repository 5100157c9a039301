class Tanh(Module):
    def forward(self, x):
        t = as_tensor(x)
        grown = (t + t).exp()
        return (grown - 1.0) / (grown + 1.0)
