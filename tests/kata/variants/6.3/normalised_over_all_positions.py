class LayerNorm:
    def forward(self, x):
        size = self.weight.numel()
        if x.dim() < 1 or x.size(-1) != size:
            raise ValueError(f"the shape is {tuple(x.shape)}, the last axis should be {size}")
        axes = tuple(range(x.dim()))
        centred = x - x.mean(axes, keepdim=True)
        scale = torch.rsqrt(centred.square().mean(axes, keepdim=True) + self.eps)
        return self.weight * (centred * scale) + self.bias
