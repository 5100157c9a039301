"""
style = "attention and heads written as einsums, each a node of its own"
file = "stage2_transformer/task4_attention.py"
"""


def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    for name, t in (("query", q), ("key", k), ("value", v)):
        if t.ndim < 2:
            raise ValueError(f"{name} has shape {t.shape}, which lacks an axis")
    if q.shape[-1] != k.shape[-1]:
        raise ValueError(f"d_k differs: {q.shape} and {k.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"as many values as keys are needed: {k.shape} and {v.shape}")
    scores = product("...qd,...kd->...qk", q, k) * (1.0 / float(np.sqrt(q.shape[-1])))
    if mask is not None:
        if mask.dtype != np.bool_:
            raise TypeError(f"the mask has dtype {mask.dtype}, not bool")
        try:
            seen = np.broadcast_to(mask, scores.shape)
        except ValueError as error:
            raise ValueError(f"mask {mask.shape} against {scores.shape}") from error
        scores = scores + np.where(seen, 0.0, -np.inf).astype(scores.dtype)
    weights = softmax(scores, axis=-1)
    return product("...qk,...kv->...qv", weights, v), weights


def product(subscripts, a, b):
    """An einsum of two tensors that sums over one axis of both."""
    inputs, out = subscripts.split("->")
    left, right = inputs.split(",")
    x, y = a.data, b.data

    def back(g):
        return (
            np.einsum(f"{out},{right}->{left}", g, y),
            np.einsum(f"{out},{left}->{right}", g, x),
        )

    return Tensor.from_op(np.einsum(subscripts, x, y), (a, b), back, "einsum")


def split_heads(x, num_heads):
    t = as_tensor(x)
    if t.ndim < 2:
        raise ValueError(f"{t.shape} has no axis of time")
    if num_heads < 1 or t.shape[-1] % num_heads:
        raise ValueError(f"{t.shape[-1]} features are no multiple of {num_heads}")
    shape = t.shape
    cut = t.data.reshape(*shape[:-1], num_heads, shape[-1] // num_heads)

    def back(g):
        return (np.einsum("...htd->...thd", g).reshape(shape),)

    return Tensor.from_op(np.einsum("...thd->...htd", cut), (t,), back, "split")


def merge_heads(x):
    t = as_tensor(x)
    if t.ndim < 3:
        raise ValueError(f"{t.shape} has no axis of heads")
    *batch, heads, time, width = t.shape

    def back(g):
        return (np.einsum("...thd->...htd", g.reshape(*batch, time, heads, width)),)

    flat = np.einsum("...htd->...thd", t.data).reshape(*batch, time, heads * width)
    return Tensor.from_op(flat, (t,), back, "merge")
