"""
style = "dropout, encoding and feed-forward network as single nodes with vjps of their own"
file = "stage2_transformer/task5_encoder.py"
"""


class FeedForward:
    def forward(self, x):
        t = as_tensor(x)
        one, two = self.linear1, self.linear2
        if t.ndim == 0 or t.shape[-1] != one.weight.shape[1]:
            raise ValueError(f"{t.shape} does not end in {one.weight.shape[1]}")
        w1, w2 = one.weight.data, two.weight.data
        rows = t.data.reshape(-1, t.shape[-1])
        before = rows @ w1.T + one.bias.data
        inner = Tensor(before, requires_grad=True)
        after = gelu(inner) if self.activation == "gelu" else inner.relu()
        hidden = after.data
        shape = t.shape

        def back(g):
            g = g.reshape(rows.shape)
            (flow,) = after.vjp(g @ w2)
            return (
                (flow @ w1).reshape(shape),
                flow.T @ rows,
                flow.sum(axis=0),
                g.T @ hidden,
                g.sum(axis=0),
            )

        y = (hidden @ w2.T + two.bias.data).reshape(shape)
        return Tensor.from_op(y, (t, one.weight, one.bias, two.weight, two.bias), back, "ffn")


class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if self.p == 0 or not self.training:
            return Tensor.from_op(t.data.copy(), (t,), lambda g: (g,), "identity")
        factor = np.zeros(t.shape, t.dtype)
        factor[self.rng.uniform(size=t.shape) < 1 - self.p] = 1 / (1 - self.p)
        return Tensor.from_op(t.data * factor, (t,), lambda g: (g * factor,), "dropout")


class PositionalEncoding:
    def __init__(self, d_model, max_length):
        feature = np.arange(d_model)
        phase = np.pi / 2 * (feature % 2)  # cos a = sin(a + π/2)
        rate = 1 / 10000 ** ((feature - feature % 2) / d_model)
        self.encoding = np.sin(np.arange(max_length)[:, None] * rate + phase)

    def forward(self, x):
        t = as_tensor(x)
        longest, width = self.encoding.shape
        if t.ndim < 2 or t.shape[-1] != width or t.shape[-2] > longest:
            raise ValueError(f"{t.shape} against a table of {longest} times {width}")
        rows = self.encoding[: t.shape[-2]].astype(t.dtype)
        return Tensor.from_op(t.data + rows, (t,), lambda g: (g,), "position")


class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu", rng
    ):
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model, d_ff, activation=activation, rng=rng)
        self.norm1, self.norm2 = LayerNorm(d_model), LayerNorm(d_model)
        self.dropout = Dropout(dropout, rng=rng)

    def forward(self, x, mask=None):
        return self.pre(x, mask) if self.norm_first else self.post(x, mask)

    def pre(self, x, mask):
        a = self.dropout(self.attention(self.norm1(x), mask=mask)) + x
        return self.dropout(self.feed_forward(self.norm2(a))) + a

    def post(self, x, mask):
        a = self.norm1(self.dropout(self.attention(x, mask=mask)) + x)
        return self.norm2(self.dropout(self.feed_forward(a)) + a)
