class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        k = np.sqrt(1 / in_features)
        self.weight = Tensor(rng.uniform(-k, k, (out_features, in_features)), requires_grad=True)
        self.bias = Tensor([rng.uniform(-k, k)], requires_grad=True) if bias else None
