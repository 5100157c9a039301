class GPT:
    @torch.no_grad()
    def generate(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        mode = self.training
        self.train(False)
        text = ids.clone()
        try:
            for _ in range(max_new_tokens):
                too_many = text.size(1) - self.config.block_size
                if too_many > 0:
                    text = text[:, too_many:]
                p = token_probabilities(self(text)[0][:, -1], **sampling)
                drawn = p.multinomial(1, generator=generator)
                text = torch.hstack((text, drawn))
                if on_token is not None:
                    on_token(drawn)
        finally:
            self.train(mode)
        return text
