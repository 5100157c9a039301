class GPT:
    def forward(self, ids, targets=None):
        shape = tuple(ids.shape)
        if len(shape) != 2 or shape[1] > self.config.block_size:
            raise ValueError(f"{shape} is not (B, T) with T up to {self.config.block_size}")
        places = torch.arange(shape[1], device=ids.device)
        stream = self.dropout(self.wte(ids) + self.wpe(places))
        for k in range(self.config.n_layer):
            stream = self.h[k](stream)
        scores = stream @ self.wte.weight.T
        loss = None
        if targets is not None:
            if tuple(targets.shape) != shape:
                raise ValueError(f"targets of shape {tuple(targets.shape)} for ids of {shape}")
            loss = F.cross_entropy(scores.transpose(1, 2), targets)
        return scores, loss
