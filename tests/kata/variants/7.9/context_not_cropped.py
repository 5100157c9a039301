class GPT:
    @torch.no_grad()
    def generate(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        mode = self.training
        self.train(False)
        text = [ids]
        try:
            while len(text) <= max_new_tokens:
                scores = self(torch.cat(text, 1))[0][:, -1, :]
                p = token_probabilities(scores, **sampling)
                text.append(p.multinomial(1, generator=generator))
                if on_token:
                    on_token(text[-1])
        finally:
            self.train(mode)
        return torch.cat(text, 1)
