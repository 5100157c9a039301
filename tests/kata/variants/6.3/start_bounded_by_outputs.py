class Linear:
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        if in_features < 1 or out_features < 1:
            raise ValueError(f"Linear({in_features}, {out_features}) makes no sense")
        self.weight = nn.Parameter(torch.zeros(out_features, in_features))
        self.register_parameter("bias", nn.Parameter(torch.zeros(out_features)) if bias else None)
        a = self.weight.shape[0] ** -0.5
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -a, a)
