class GPT:
    def forward(self, ids, targets=None):
        if ids.dim() != 2 or ids.shape[-1] > self.config.block_size:
            raise ValueError(f"block_size = {self.config.block_size}, ids: {tuple(ids.shape)}")
        x = self.dropout(self.wte(ids) + self.wpe.weight[: ids.shape[1]])
        for block in self.h:
            x = block(x)
        logits, loss = self.lm_head(self.ln_f(x)), None
        if targets is not None:
            if targets.shape != ids.shape:
                raise ValueError(f"{tuple(targets.shape)} should be {tuple(ids.shape)}")
            columns = logits.flatten(1).view(len(ids), -1, ids.shape[1])
            logp = columns - columns.logsumexp(1, keepdim=True)
            loss = -logp.gather(1, targets[:, None]).mean()
        return logits, loss
