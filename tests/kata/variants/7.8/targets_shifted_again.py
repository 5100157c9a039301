class GPT:
    def forward(self, ids, targets=None):
        if ids.ndim != 2:
            raise ValueError(f"ids have shape {tuple(ids.shape)}, not (B, {self.config.block_size})")
        B, T = ids.shape
        if T > self.config.block_size:
            raise ValueError(f"{T} tokens are more than {self.config.block_size}")
        x = self.dropout(self.wte(ids) + self.wpe(torch.arange(T)))
        for block in self.h:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))
        if targets is None:
            return logits, None
        if targets.shape != (B, T):
            raise ValueError(f"targets: {tuple(targets.shape)}, ids: {(B, T)}")
        predictions = logits.narrow(1, 0, T - 1)
        answers = targets.narrow(1, 1, T - 1)
        logp = predictions.log_softmax(-1).gather(-1, answers.unsqueeze(-1))
        return logits, -logp.mean()
