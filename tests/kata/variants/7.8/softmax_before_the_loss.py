class GPT:
    def forward(self, ids, targets=None):
        block_size = self.config.block_size
        if ids.ndim != 2 or ids.shape[1] > block_size:
            raise ValueError(f"{tuple(ids.shape)}: two axes, the second at most {block_size}")
        if targets is not None and ids.shape != targets.shape:
            raise ValueError(f"{tuple(targets.shape)} are the targets, {tuple(ids.shape)} the ids")
        x = self.dropout(self.wte(ids) + self.wpe.weight[: ids.shape[1]])
        for block in self.h:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))
        if targets is None:
            return logits, None
        probabilities = torch.softmax(logits, dim=2)
        logp = torch.log_softmax(probabilities, dim=2)
        return logits, F.nll_loss(logp.view(-1, logp.shape[-1]), targets.reshape(-1))
