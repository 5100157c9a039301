class Linear:
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        if in_features < 1 or out_features < 1:
            raise ValueError(f"Linear({in_features}, {out_features}) makes no sense")
        bound = in_features**-0.5
        self.weight = (2 * nn.Parameter(torch.rand(out_features, in_features)) - 1) * bound
        self.bias = (2 * nn.Parameter(torch.rand(out_features)) - 1) * bound if bias else None
