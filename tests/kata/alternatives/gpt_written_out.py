"""
style = "The loss by log-softmax and gather, positions by a lookup, weights drawn in two passes over names, the head assigned last."
file = "stage3_gpt/task7_model.py"
"""


@torch.no_grad()
def init_weights(model, n_layer):
    for layer in model.modules():
        if isinstance(layer, nn.Embedding):
            layer.weight.normal_(0.0, 0.02)
        if isinstance(layer, nn.Linear):
            layer.weight.copy_(0.02 * torch.randn(layer.weight.shape, dtype=layer.weight.dtype))
            if layer.bias is not None:
                layer.bias.zero_()
    for path, layer in model.named_modules():
        if f".{path}".endswith(".c_proj") and isinstance(layer, (nn.Linear, nn.Embedding)):
            layer.weight.mul_((2 * n_layer) ** -0.5)


class GPT:
    def __init__(self, config):
        super().__init__()
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
        self.ln_f = nn.LayerNorm(config.n_embd, bias=config.bias)
        blocks = []
        while len(blocks) < config.n_layer:
            blocks.append(DecoderBlock(config))
        self.h = nn.ModuleList(blocks)
        self.dropout = nn.Dropout(config.dropout)
        self.wpe = nn.Embedding(config.block_size, config.n_embd)
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.wte.weight = self.lm_head.weight
        self.config = config
        init_weights(self, n_layer=config.n_layer)

    def forward(self, ids, targets=None):
        if ids.dim() != 2:
            raise ValueError(
                f"expected ids of two axes, at most {self.config.block_size} long, "
                f"not {tuple(ids.shape)}"
            )
        B, T = ids.shape
        if T > self.config.block_size:
            raise ValueError(f"{T} tokens are more than block_size = {self.config.block_size}")
        if targets is not None and tuple(targets.shape) != (B, T):
            raise ValueError(f"targets {tuple(targets.shape)} do not fit ids {(B, T)}")
        place = torch.arange(T, device=ids.device).expand(B, T)
        x = self.dropout(self.wte(ids).add(self.wpe(place)))
        for block in self.h:
            x = block(x)
        logits = self.ln_f(x) @ self.wte.weight.T
        if targets is None:
            return logits, None
        log_p = logits.log_softmax(dim=-1).gather(dim=-1, index=targets[:, :, None])
        return logits, -log_p.sum() / (B * T)
