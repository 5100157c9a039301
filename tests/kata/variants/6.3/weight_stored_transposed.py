class Linear:
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        if in_features < 1 or out_features < 1:
            raise ValueError(f"Linear({in_features}, {out_features}) makes no sense")
        a = in_features**-0.5
        self.weight = nn.Parameter((torch.rand(in_features, out_features) * 2 - 1) * a)
        if bias:
            self.bias = nn.Parameter((torch.rand(out_features) * 2 - 1) * a)
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        if x.dim() < 1 or x.size(-1) != self.weight.size(0):
            raise ValueError(f"the shape {tuple(x.shape)} does not fit")
        out = torch.einsum("...i,io->...o", x, self.weight)
        if self.bias is not None:
            out = out + self.bias
        return out
