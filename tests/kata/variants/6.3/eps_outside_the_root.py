class LayerNorm:
    def forward(self, x):
        size = self.weight.numel()
        if x.dim() < 1 or x.size(-1) != size:
            raise ValueError(f"the shape is {tuple(x.shape)}, the last axis should be {size}")
        centred = x - x.mean(-1, keepdim=True)
        root = torch.sqrt((centred * centred).mean(-1, keepdim=True))
        return torch.addcmul(self.bias, centred / (root + self.eps), self.weight)
