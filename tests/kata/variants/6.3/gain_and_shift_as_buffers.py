class LayerNorm:
    def __init__(self, d_model, eps=1e-5):
        nn.Module.__init__(self)
        self.eps = eps
        if d_model <= 0:
            raise ValueError(f"{d_model} features?")
        for name, start in (("weight", 1.0), ("bias", 0.0)):
            self.register_buffer(name, torch.full((d_model,), start))
