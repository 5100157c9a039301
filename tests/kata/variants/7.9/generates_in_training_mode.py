class GPT:
    @torch.inference_mode()
    def generate(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        columns = list(ids.split(1, dim=1))
        for _ in range(max_new_tokens):
            seen = torch.cat(columns[-self.config.block_size :], dim=1)
            p = token_probabilities(self(seen)[0][:, -1], **sampling)
            columns.append(p.multinomial(1, generator=generator))
            if on_token is not None:
                on_token(columns[-1])
        return torch.cat(columns, dim=1)
