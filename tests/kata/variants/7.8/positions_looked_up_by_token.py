class GPT:
    def forward(self, ids, targets=None):
        if ids.ndim != 2 or ids.size(1) > self.config.block_size:
            raise ValueError(f"got {tuple(ids.shape)}, at most {self.config.block_size} tokens")
        embedded = F.embedding(ids, self.wte.weight)
        embedded = embedded + F.embedding(ids, self.wpe.weight)
        hidden = self.dropout(embedded)
        for block in self.h:
            hidden = block(hidden)
        logits = self.lm_head(self.ln_f(hidden))
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(f"targets {tuple(targets.shape)}, ids {tuple(ids.shape)}")
        return logits, F.cross_entropy(logits.reshape(-1, logits.shape[2]), targets.reshape(-1))
