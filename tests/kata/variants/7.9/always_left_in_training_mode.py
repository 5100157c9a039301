@contextmanager
def _for_writing(model):
    model.eval()
    try:
        with torch.no_grad():
            yield model
    finally:
        model.train(True)


class GPT:
    def generate(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        text = ids
        with _for_writing(self) as model:
            for _ in range(max_new_tokens):
                scores = model(text[:, -model.config.block_size :])[0][:, -1]
                new = token_probabilities(scores, **sampling).multinomial(1, generator=generator)
                text = torch.cat([text, new], 1)
                if on_token is not None:
                    on_token(new)
        return text
