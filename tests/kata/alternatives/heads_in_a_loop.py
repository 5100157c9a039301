"""
style = "heads cut out and attended to one by one in a loop, and concatenated"
file = "stage2_transformer/task4_attention.py"
"""

from ..stage1_foundations.task1_tensor import concatenate, stack


def softmax(x, axis=-1):
    t = as_tensor(x)
    a = np.moveaxis(t.data, axis, -1)
    out = np.zeros(a.shape, a.dtype)
    for place in np.ndindex(a.shape[:-1]):
        row = a[place]
        if row.max() > -np.inf:
            e = np.exp(row - row.max())
            out[place] = e / e.sum()
    p = np.moveaxis(out, -1, axis)

    def vjp(g):
        return [p * g - p * np.sum(p * g, axis=axis, keepdims=True)]

    return Tensor.from_op(p, [t], vjp, "softmax")


def split_heads(x, num_heads):
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads:
        raise ValueError(f"shape {x.shape} does not split into {num_heads} heads")
    d = x.shape[-1] // num_heads
    return stack([x[..., h * d : h * d + d] for h in range(num_heads)], axis=-3)


def merge_heads(x):
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"shape {x.shape} holds no heads")
    return concatenate([x[..., h, :, :] for h in range(x.shape[-3])], axis=-1)


class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        q, k, v = self.q_proj(query), self.k_proj(key), self.v_proj(value)
        d = q.shape[-1] // self.num_heads
        outputs, maps = [], []
        for h in range(self.num_heads):
            own = (..., slice(h * d, (h + 1) * d))
            seen = mask
            if mask is not None and mask.ndim >= 3:
                seen = mask[..., h if mask.shape[-3] > 1 else 0, :, :]
            output, weights = scaled_dot_product_attention(q[own], k[own], v[own], seen)
            outputs.append(output)
            maps.append(weights.data)
        self.attention_weights = np.stack(maps, axis=-3)
        return self.out_proj(concatenate(outputs, axis=-1))


def padding_mask(lengths, max_length):
    lengths = np.asarray(lengths)
    if lengths.dtype.kind not in "iu":
        raise TypeError(f"lengths of dtype {lengths.dtype}")
    if lengths.ndim != 1:
        raise ValueError(f"lengths of shape {lengths.shape}")
    mask = np.zeros((len(lengths), 1, 1, max_length), dtype=bool)
    for b, n in enumerate(lengths.tolist()):
        if not 0 <= n <= max_length:
            raise ValueError(f"length {n} is not between 0 and {max_length}")
        mask[b, 0, 0, :n] = True
    return mask
