class FeedForward:
    def __init__(self, d_model, d_ff, activation="relu"):
        super().__init__()
        activations = {"relu": torch.relu, "gelu": lambda h: F.gelu(h, approximate="tanh")}
        if activation not in activations:
            raise ValueError(f"unknown activation {activation!r}")
        self.steps = [Linear(d_model, d_ff), activations[activation], Linear(d_ff, d_model)]

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x
