"""
style = "Top-p from the least probable end, with ascending sort; text in a buffer that is filled."
file = "stage3_gpt/task7_model.py"
"""


def _check(temperature, top_k, top_p):
    if not temperature >= 0:
        raise ValueError(f"temperature = {temperature} is below 0")
    if top_k is not None and not top_k >= 1:
        raise ValueError(f"top_k = {top_k} is below 1")
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p = {top_p} is not in (0, 1]")


def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    _check(temperature, top_k, top_p)
    size = logits.shape[-1]
    if temperature == 0:
        return F.one_hot(logits.argmax(dim=-1), size).to(logits.dtype)
    z = logits / temperature
    if top_k is not None:
        limit = z.sort(dim=-1, descending=True).values[..., min(top_k, size) - 1, None]
        z = torch.where(z >= limit, z, -torch.inf)
    p = torch.softmax(z, dim=-1)
    if top_p is None or top_p == 1:
        return p
    backwards = p.flip(-1)  # of equal ones the larger id comes first now, and goes first
    rising, order = backwards.sort(dim=-1, stable=True)
    left = rising.cumsum(-1) > 1 - top_p  # it and what is less probable have more than 1 - p
    left[..., -1] = True
    kept = torch.gather(left, -1, order.argsort(-1)).flip(-1)
    p = torch.where(kept, p, 0)
    return p / p.sum(dim=-1, keepdim=True)


class GPT:
    @torch.no_grad()
    def generate(
        self,
        ids,
        max_new_tokens,
        *,
        temperature=1.0,
        top_k=None,
        top_p=None,
        generator=None,
        on_token=None,
    ):
        B, T = ids.shape
        text = ids.new_empty((B, T + max_new_tokens))
        text[:, :T] = ids
        training = self.training
        self.eval()
        try:
            for end in range(T, T + max_new_tokens):
                begin = max(0, end - self.config.block_size)
                logits = self(text[:, begin:end])[0][:, -1]
                p = token_probabilities(logits, temperature=temperature, top_k=top_k, top_p=top_p)
                text[:, end] = torch.multinomial(p, 1, generator=generator).squeeze(1)
                if on_token is not None:
                    on_token(text[:, end : end + 1])
        finally:
            self.train(training)
        return text
