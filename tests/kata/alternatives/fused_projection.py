"""
style = "one product for queries, keys and values of self-attention, behind the documented names"
file = "stage2_transformer/task4_attention.py"
"""

from ..stage1_foundations.task1_tensor import concatenate


class MultiHeadAttention:
    def __init__(self, d_model, num_heads, *, rng):
        if num_heads <= 0 or d_model % num_heads > 0:
            raise ValueError(f"{num_heads} heads do not share {d_model} features")
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, Linear(d_model, d_model, rng=rng))
        self.num_heads = num_heads
        self.scale = (d_model // num_heads) ** -0.5
        self.attention_weights = None

    def forward(self, query, key=None, value=None, mask=None):
        layers = (self.q_proj, self.k_proj, self.v_proj)
        if key is None and value is None:
            x = as_tensor(query)
            weight = concatenate([layer.weight for layer in layers])
            bias = concatenate([layer.bias for layer in layers])
            joined = x @ weight.T + bias
            d = x.shape[-1]
            q, k, v = joined[..., :d], joined[..., d : 2 * d], joined[..., 2 * d :]
        else:
            key = query if key is None else key
            value = key if value is None else value
            q, k, v = (f(t) for f, t in zip(layers, (query, key, value), strict=True))
        q, k, v = (split_heads(t, self.num_heads) for t in (q * self.scale, k, v))
        scores = q @ k.swapaxes(-1, -2)
        if mask is not None:
            if mask.dtype != bool:
                raise TypeError(f"mask of dtype {mask.dtype}")
            low = np.zeros(mask.shape, scores.dtype)
            low[~mask] = -np.inf
            shape = scores.shape
            scores = scores + low
            if scores.shape != shape:
                raise ValueError(f"mask of shape {mask.shape} for weights of shape {shape}")
        weights = softmax(scores)
        self.attention_weights = np.array(weights.data)
        return self.out_proj(merge_heads(weights @ v))
