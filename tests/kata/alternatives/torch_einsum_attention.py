"""
style = "Attention by einsum without reshaping the values back, masked with -inf and guarded by where."
file = "stage3_gpt/task6_pytorch.py"
"""


class Linear:
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        if in_features <= 0 or out_features <= 0:
            raise ValueError(f"a layer from {in_features} to {out_features} features?")
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty((out_features, in_features)))
        nn.init.kaiming_uniform_(self.weight, a=5**0.5)
        self.register_parameter("bias", None)
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features))
            nn.init.uniform_(self.bias, -(in_features**-0.5), in_features**-0.5)

    def forward(self, x):
        if tuple(x.shape)[-1:] != (self.in_features,):
            raise ValueError(f"{tuple(x.shape)} does not end with {self.in_features}")
        return F.linear(x, self.weight, self.bias)


class LayerNorm:
    def __init__(self, d_model, eps=1e-5):
        super().__init__()
        if d_model <= 0:
            raise ValueError(f"{d_model} features?")
        self.eps, self.shape = eps, (d_model,)
        self.register_parameter("weight", nn.Parameter(torch.ones(d_model)))
        self.register_parameter("bias", nn.Parameter(torch.zeros(d_model)))

    def forward(self, x):
        if tuple(x.shape)[-1:] != self.shape:
            raise ValueError(f"{tuple(x.shape)} does not end with {self.shape[0]}")
        x = x - x.mean(-1, keepdim=True)
        power = torch.linalg.vecdot(x, x).unsqueeze(-1) / self.shape[0]
        return torch.addcmul(self.bias, x, torch.rsqrt(power + self.eps) * self.weight)


class FeedForward:
    def __init__(self, d_model, d_ff, activation="relu"):
        super().__init__()
        kinds = {"relu": nn.ReLU(), "gelu": nn.GELU(approximate="tanh")}
        if activation not in kinds:
            raise ValueError(f"{activation} is not one of {sorted(kinds)}")
        self.linear1 = Linear(d_model, d_ff)
        self.act = kinds[activation]
        self.linear2 = Linear(d_ff, d_model)

    def forward(self, x):
        return self.linear2(self.act(self.linear1(x)))


class MultiHeadAttention:
    def __init__(self, d_model, num_heads):
        super().__init__()
        if d_model < 1 or num_heads < 1 or d_model % num_heads:
            raise ValueError(f"{d_model} features in {num_heads} heads?")
        self.heads = num_heads
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(d_model, d_model))
        self.attention_weights = None

    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        q = self.q_proj(query).unflatten(-1, (self.heads, -1))  # (..., Q, H, W)
        k = self.k_proj(key).unflatten(-1, (self.heads, -1))
        v = self.v_proj(value).unflatten(-1, (self.heads, -1))
        scores = torch.einsum("...qhw,...khw->...hqk", q / q.shape[-1] ** 0.5, k)
        if mask is not None:
            if mask.dtype != torch.bool:
                raise TypeError(f"the mask is {mask.dtype}, not boolean")
            try:
                fits = torch.broadcast_shapes(mask.shape, scores.shape) == scores.shape
            except RuntimeError:
                fits = False
            if not fits:
                raise ValueError(f"mask {tuple(mask.shape)}, scores {tuple(scores.shape)}")
            empty = ~mask.any(-1, keepdim=True)
            scores = scores.masked_fill(~(mask | empty), -torch.inf)
            weights = scores.softmax(-1).masked_fill(empty, 0)
        else:
            weights = scores.softmax(-1)
        self.attention_weights = weights.detach().clone()
        out = torch.einsum("...hqk,...khw->...qhw", weights, v)
        return self.out_proj(out.reshape(*query.shape[:-1], -1))
