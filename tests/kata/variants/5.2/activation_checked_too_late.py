class FeedForward:
    def __init__(self, d_model, d_ff, activation="relu", *, rng):
        self.activation = activation
        self.linear1 = Linear(d_model, d_ff, rng=rng)
        self.linear2 = Linear(d_ff, d_model, rng=rng)

    def forward(self, x):
        functions = {"relu": lambda h: h.relu(), "gelu": gelu}
        if self.activation not in functions:
            raise ValueError(f"unknown: {self.activation}")
        return self.linear2(functions[self.activation](self.linear1(x)))
