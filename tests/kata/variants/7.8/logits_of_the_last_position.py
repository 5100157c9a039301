class GPT:
    def forward(self, ids, targets=None):
        limit = self.config.block_size
        if ids.dim() != 2 or ids.size(1) > limit:
            raise ValueError(f"expected (B, T) with T <= {limit}, got {tuple(ids.shape)}")
        if targets is not None and targets.shape != ids.shape:
            raise ValueError(f"targets {tuple(targets.shape)} do not fit ids {tuple(ids.shape)}")
        h = self.wte(ids) + self.wpe(torch.arange(ids.size(1)))
        h = self.dropout(h)
        for layer in self.h:
            h = layer(h)
        h = self.ln_f(h)
        if targets is not None:
            logits = self.lm_head(h)
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.reshape(-1))
        else:
            logits = self.lm_head(h[:, [-1], :])
            loss = None
        return logits, loss
