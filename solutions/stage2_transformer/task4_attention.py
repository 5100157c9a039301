"""Task 4: attention, the operation that lets every position look at every other.

A query is compared with every key; softmax turns the scores into weights that sum to one; the
output is the average of the values under these weights. Multi-head attention does this several
times side by side, each head in a subspace of its own, and mixes the results.

Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.2.
"""

from collections.abc import Sequence

import numpy as np

from ..stage1_foundations.task1_tensor import Tensor, as_tensor
from ..stage1_foundations.task3_mlp import Linear, Module


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    """exp(xᵢ) / Σⱼ exp(xⱼ) along `axis`, in the shape of `x`: positive weights that sum to 1.

    Subtracting the largest element m first changes nothing in exact arithmetic and keeps the
    exponentials from overflowing, so the result is right for all finite `x`:

        pᵢ = exp(xᵢ - m) / Σⱼ exp(xⱼ - m)

    An element that is -inf, which is how attention marks what must not be seen, gets exactly 0,
    and a row of nothing but -inf is all zeros: no element may be chosen, so none is. The gradient
    has a closed form; with g the gradient of p,

        gradient of x = p · (g - Σⱼ gⱼ pⱼ)

    which is exactly 0 wherever p is.

    >>> softmax(np.array([1000.0, 1000.0, -np.inf])).data
    array([0.5, 0.5, 0. ])
    """
    # step 4.1
    x = as_tensor(x)
    largest = x.data.max(axis=axis, keepdims=True)
    p = x.data - np.where(largest == -np.inf, 0.0, largest)  # never -inf - -inf, which is NaN
    np.exp(p, out=p)
    total = p.sum(axis=axis, keepdims=True)
    p /= np.where(total == 0.0, 1.0, total)  # a row of zeros stays one

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        dot = np.vecdot(g, p, axis=axis)  # type: ignore[call-overload]  # Σⱼ gⱼ pⱼ
        grad = g - np.expand_dims(dot, axis)
        grad *= p
        return (grad,)

    return Tensor.from_op(p, (x,), vjp, "softmax")


def scaled_dot_product_attention(
    query: Tensor | np.ndarray,
    key: Tensor | np.ndarray,
    value: Tensor | np.ndarray,
    mask: np.ndarray | None = None,
) -> tuple[Tensor, Tensor]:
    """softmax(Q Kᵀ / √d_k) V: for every query, the average of the values, weighted by similarity.

    `query` has shape (..., T_query, d_k), `key` (..., T_key, d_k) and `value` (..., T_key, d_v);
    all three are tensors or arrays, and their batch axes in front broadcast. The result is the
    pair `(output, weights)`:

    - `output`, shape (..., T_query, d_v);
    - `weights`, shape (..., T_query, T_key): every row sums to 1. Gradients flow through it too.

    `mask` is a boolean array that broadcasts to the shape of the weights. True means that the
    query may attend to the key. Where it is False the score becomes -inf, so that the weight is
    exactly 0 and no gradient flows; a query that may attend to nothing gets an output of zeros.
    (`torch.nn.functional.scaled_dot_product_attention` reads a mask in the same way,
    `torch.nn.MultiheadAttention` in the opposite one.)

    Dividing by √d_k keeps the scores of order 1: the dot product of two vectors of d_k
    independent elements with variance 1 has variance d_k.

    `ValueError` where the shapes do not fit together or the mask does not broadcast to that of
    the weights; `TypeError` for a mask that is not boolean.

    >>> query, key, value = np.ones((1, 4)), np.zeros((2, 4)), np.array([[1.0], [3.0]])
    >>> output, weights = scaled_dot_product_attention(query, key, value)
    >>> weights.data, output.data
    (array([[0.5, 0.5]]), array([[2.]]))
    """
    # step 4.2
    query, key, value = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(query.ndim, key.ndim, value.ndim) < 2 or query.shape[-1] != key.shape[-1]:
        raise ValueError(
            f"query and key must have shapes (..., T_query, d_k) and (..., T_key, d_k) with the "
            f"same d_k, and value (..., T_key, d_v), not {query.shape}, {key.shape}, {value.shape}"
        )
    if key.shape[-2] != value.shape[-2]:
        raise ValueError(
            f"there must be one value for each key, but key has shape {key.shape} "
            f"and value {value.shape}"
        )
    d_k = query.shape[-1]
    scores = (query / np.sqrt(d_k)) @ key.swapaxes(-1, -2)  # (..., T_query, T_key)
    if mask is not None:
        scores = _masked(scores, np.asarray(mask))
    weights = softmax(scores)  # (..., T_query, T_key)
    return weights @ value, weights  # (..., T_query, d_v)


# solution only
def _masked(scores: Tensor, mask: np.ndarray) -> Tensor:
    """`scores` where `mask` is True, -inf elsewhere."""
    if mask.dtype != bool:
        raise TypeError(f"a mask is boolean, True where attention is allowed, not {mask.dtype}")
    try:
        mask = np.broadcast_to(mask, scores.shape)
    except ValueError:
        raise ValueError(
            f"a mask of shape {mask.shape} does not broadcast to the weights' shape {scores.shape}"
        ) from None
    masked = np.where(mask, scores.data, -np.inf)
    return Tensor.from_op(masked, (scores,), lambda g: (g * mask,), "mask")


def split_heads(x: Tensor | np.ndarray, num_heads: int) -> Tensor:
    """Cut the features into heads: (..., T, D) becomes (..., H, T, D/H), with H = `num_heads`.

    Head h gets the features from h · D/H up to (h + 1) · D/H of every position, so what was
    `x[..., t, h * D/H + i]` stands at `[..., h, t, i]`. The axis of the heads comes before
    that of time, where it is one more batch axis for attention.

    `ValueError` if D is not a multiple of `num_heads`, or `x` has fewer than two axes.

    >>> split_heads(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]), 2).data
    array([[[1., 2.],
            [5., 6.]],
    <BLANKLINE>
           [[3., 4.],
            [7., 8.]]])
    """
    # step 4.3
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads != 0:
        raise ValueError(
            f"x must have shape (..., T, D) with D a multiple of num_heads = {num_heads}, "
            f"not {x.shape}"
        )
    *batch, length, d_model = x.shape
    x = x.reshape(*batch, length, num_heads, d_model // num_heads)  # (..., T, H, D/H)
    return x.swapaxes(-2, -3)  # (..., H, T, D/H)


def merge_heads(x: Tensor | np.ndarray) -> Tensor:
    """Put the heads side by side again: (..., H, T, d) becomes (..., T, H · d).

    The inverse of `split_heads`. `ValueError` if `x` has fewer than three axes.
    """
    # step 4.3
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"x must have shape (..., H, T, d), not {x.shape}")
    *batch, num_heads, length, d_head = x.shape
    return x.swapaxes(-2, -3).reshape(*batch, length, num_heads * d_head)  # (..., T, D)


class MultiHeadAttention(Module):
    """Attention in `num_heads` subspaces at once:

        head_h = attention(Q W_qᵀ + b_q, K W_kᵀ + b_k, V W_vᵀ + b_v), in its own D/H features
        output = concatenation of the heads, times W_oᵀ, plus b_o

    with D = `d_model` and H = `num_heads`. Each head has d_k = D/H features, and the scores are
    divided by √(D/H), not by √D.

    Parts, in this order, each a `Linear(d_model, d_model, rng=rng)` with a bias:

    - `q_proj`, `k_proj`, `v_proj`: what is asked, what is compared with it, what is handed on;
    - `out_proj`: mixes the heads.

    So the parameters are "q_proj.weight", "q_proj.bias", "k_proj.weight" and so on.
    (`torch.nn.MultiheadAttention` stacks the first three into its `in_proj_weight`, in this order.)

    `attention_weights`: the weights of the last call, an array of shape (..., H, T_query, T_key),
    for pictures; None before the first call.

    `ValueError` if `d_model` is not a multiple of `num_heads`.

    Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.2.2.

    >>> attention = MultiHeadAttention(8, 2, rng=np.random.default_rng(0))
    >>> attention(np.ones((5, 3, 8))).shape, attention.attention_weights.shape
    ((5, 3, 8), (5, 2, 3, 3))
    """

    def __init__(self, d_model: int, num_heads: int, *, rng: np.random.Generator) -> None:
        # step 4.4
        if num_heads < 1 or d_model % num_heads != 0:
            raise ValueError(
                f"d_model must be a multiple of num_heads, but they are {d_model} and {num_heads}"
            )
        self.num_heads = num_heads
        self.q_proj = Linear(d_model, d_model, rng=rng)
        self.k_proj = Linear(d_model, d_model, rng=rng)
        self.v_proj = Linear(d_model, d_model, rng=rng)
        self.out_proj = Linear(d_model, d_model, rng=rng)
        self.attention_weights: np.ndarray | None = None

    def forward(
        self,
        query: Tensor | np.ndarray,
        key: Tensor | np.ndarray | None = None,
        value: Tensor | np.ndarray | None = None,
        mask: np.ndarray | None = None,
    ) -> Tensor:
        """Map `query`, shape (..., T_query, D), to an output of the same shape.

        `key` and `value`, shape (..., T_key, D), are what to attend to. Without a `key`, the
        queries attend to each other (self-attention); without a `value`, the keys serve as values
        too. So `attention(x)` is self-attention, and `attention(x, memory)` is cross-attention.

        `mask`, boolean, True where a query may attend to a key, broadcasts to
        (..., H, T_query, T_key): the same for all heads with shape (B, 1, T_query, T_key), for all
        queries too with (B, 1, 1, T_key). A query that may attend to nothing gets the bias of
        `out_proj`, since its heads are all zero.
        """
        # step 4.4
        key = query if key is None else key
        value = key if value is None else value
        q = split_heads(self.q_proj(query), self.num_heads)  # (..., H, T_query, D/H)
        k = split_heads(self.k_proj(key), self.num_heads)  # (..., H, T_key, D/H)
        v = split_heads(self.v_proj(value), self.num_heads)  # (..., H, T_key, D/H)
        heads, weights = scaled_dot_product_attention(q, k, v, mask)  # (..., H, T_query, D/H)
        self.attention_weights = weights.data  # the array alone: it keeps no graph alive
        output: Tensor = self.out_proj(merge_heads(heads))  # (..., T_query, D)
        return output


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    """The mask that hides padding: which keys of each sequence are real.

    `lengths`, shape (B,), says how many positions of each sequence are real; the rest, up to
    `max_length`, is padding. The result is a boolean array of shape (B, 1, 1, max_length), True
    for the real positions, ready to broadcast over heads and queries.

    `TypeError` if the lengths are not integers; `ValueError` if they are not one axis, or one is
    negative or larger than `max_length`.

    >>> padding_mask([3, 1], 3)[:, 0, 0]
    array([[ True,  True,  True],
           [ True, False, False]])
    """
    # step 4.5
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(
            f"lengths must have one axis and lie between 0 and max_length = {max_length}, "
            f"not {lengths.tolist()}"
        )
    real = np.arange(max_length) < lengths[:, np.newaxis]  # (B, T)
    return real[:, np.newaxis, np.newaxis, :]  # (B, 1, 1, T)
