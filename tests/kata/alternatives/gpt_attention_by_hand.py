"""
style = "Attention by matrix products and a mask that is compared, heads by chunk and stack, sub-layers in one expression."
file = "stage3_gpt/task7_model.py"
"""


def causal_mask(T_query, T_key, device=None):
    first = T_key - T_query
    if first < 0:
        raise ValueError(f"{T_query} queries are more than the {T_key} keys")
    return torch.arange(T_key, device=device) <= torch.arange(first, T_key, device=device)[:, None]


class CausalSelfAttention:
    def __init__(self, config):
        super().__init__()
        self.config = config
        width = config.n_embd
        self.c_attn = nn.Linear(width, 3 * width, config.bias)
        self.c_proj = nn.Linear(width, width, config.bias)

    def project(self, x):
        return tuple(
            torch.stack(part.chunk(self.config.n_head, dim=-1), dim=1)
            for part in self.c_attn(x).split(self.config.n_embd, dim=-1)
        )

    def attend(self, query, key, value):
        scores = query.matmul(key.transpose(-1, -2)) * query.shape[-1] ** -0.5
        allowed = causal_mask(query.shape[-2], key.shape[-2], device=query.device)
        lowest = torch.finfo(scores.dtype).min
        weights = torch.where(allowed, scores, lowest).softmax(dim=-1)
        return self.c_proj(torch.cat((weights @ value).unbind(1), dim=-1))

    def forward(self, x):
        q, k, v = self.project(x)
        return self.attend(q, k, v)

    def forward_cached(self, x, cache, layer):
        q, k, v = self.project(x)
        keys, values = cache.append(layer, k, v)
        return self.attend(q, keys, values)


class MLP:
    def __init__(self, config):
        super().__init__()
        sizes = config.n_embd, 4 * config.n_embd
        self.c_fc = nn.Linear(*sizes, bias=config.bias)
        self.gelu = nn.GELU(approximate="tanh")
        self.c_proj = nn.Linear(*sizes[::-1], bias=config.bias)

    def forward(self, x):
        return self.c_proj(self.gelu(self.c_fc(x)))


class DecoderBlock:
    def forward(self, x):
        for norm, sublayer in ((self.ln_1, self.attn), (self.ln_2, self.mlp)):
            x = x + self.dropout(sublayer(norm(x)))
        return x

    def forward_cached(self, x, cache, layer):
        x = self.attn.forward_cached(self.ln_1(x), cache, layer) + x
        return self.mlp(self.ln_2(x)) + x
