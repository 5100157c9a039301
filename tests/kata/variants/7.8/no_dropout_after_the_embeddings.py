class GPT:
    def forward(self, ids, targets=None):
        if ids.ndim != 2 or ids.size(1) > self.config.block_size:
            raise ValueError(f"got {tuple(ids.shape)}, at most {self.config.block_size} tokens")
        at = torch.arange(ids.size(1), device=ids.device)
        hidden = self.wpe(at)[None] + self.wte(ids)
        hidden = nn.Sequential(*self.h)(hidden)
        logits = F.linear(self.ln_f(hidden), self.wte.weight)
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(f"targets {tuple(targets.shape)}, ids {tuple(ids.shape)}")
        return logits, F.cross_entropy(logits.mT, targets)
