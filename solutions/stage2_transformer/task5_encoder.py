"""Task 5: the Transformer encoder.

Attention moves information between positions, a small network works on each position by itself,
and residual sums and layer normalisation make a deep stack of the two trainable.

Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.
"""

import numpy as np

from ..stage1_foundations.task1_tensor import Tensor, as_tensor
from ..stage1_foundations.task3_mlp import Linear, Module
from .task4_attention import MultiHeadAttention


class LayerNorm(Module):
    """Every vector of features brought to mean 0 and variance 1, then scaled and shifted:

        y = (x - μ) / √(σ² + eps) · weight + bias

    μ and σ² are the mean and the biased variance (divided by D) over the last axis, of each
    position by itself. `eps` stands inside the root.

    Parameters, in this order, named as in PyTorch:

    - `weight`, shape (d_model,), starts at ones (the gain);
    - `bias`, shape (d_model,), starts at zeros (the shift).

    Source: Ba et al. (2016), "Layer Normalization", section 3.

    >>> LayerNorm(2)(np.array([[1.0, 3.0], [40.0, 20.0]])).data.round(2)
    array([[-1.,  1.],
           [ 1., -1.]])
    """

    def __init__(self, d_model: int, eps: float = 1e-5) -> None:
        # step 5.1
        self.weight = Tensor(np.ones(d_model), requires_grad=True)
        self.bias = Tensor(np.zeros(d_model), requires_grad=True)
        self.eps = eps

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Normalise `x`, shape (..., d_model); the shape is kept.

        The gradient has a closed form. With x̂ = (x - μ) / √(σ² + eps), g the gradient of y, and
        ĝ = g · weight that of x̂,

            gradient of x = (ĝ - mean(ĝ) - x̂ · mean(ĝ x̂)) / √(σ² + eps)

        where the means run over the features. `weight` gets Σ g x̂ and `bias` gets Σ g, summed
        over all positions. `ValueError` if the last axis of `x` has not `d_model` elements.
        """
        # step 5.1
        x = as_tensor(x)
        weight, bias = self.weight.data, self.bias.data
        if x.ndim == 0 or x.shape[-1] != weight.size:
            raise ValueError(f"x must have shape (..., {weight.size}), not {x.shape}")
        d_model = weight.size
        normal = x.data - x.data.mean(axis=-1, keepdims=True)  # (..., D), in place from here on
        variance = np.vecdot(normal, normal)[..., np.newaxis] / d_model  # (..., 1)
        deviation = np.sqrt(variance + self.eps)
        normal /= deviation  # x̂
        y = normal * weight
        y += bias

        def vjp(g: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            grad_weight = g * normal
            grad_x = g * weight  # ĝ, (..., D)
            grad_x -= grad_x.mean(axis=-1, keepdims=True)
            grad_x -= normal * ((grad_weight @ weight)[..., np.newaxis] / d_model)  # mean(ĝ x̂)
            grad_x /= deviation
            return grad_x, grad_weight, g  # the engine sums the last two over the positions

        return Tensor.from_op(y, (x, self.weight, self.bias), vjp, "layer_norm")


def gelu(x: Tensor | np.ndarray) -> Tensor:
    """The Gaussian error linear unit in its tanh form, element by element:

        gelu(x) = ½ x (1 + tanh u),  u = √(2/π) (x + 0.044715 x³)

    A smooth relative of relu: x · (the probability that a normal variable is below x), nearly.
    With t = tanh u, its derivative is ½ (1 + t) + ½ x (1 - t²) du/dx.

    Source: Hendrycks and Gimpel (2016), "Gaussian Error Linear Units (GELUs)", section 2.

    >>> gelu(np.array([-10.0, 0.0, 1.0, 10.0])).data.round(4)
    array([-0.    ,  0.    ,  0.8412, 10.    ])
    """
    # step 5.2
    x = as_tensor(x)
    data, c = x.data, float(np.sqrt(2 / np.pi))
    square = data * data
    t = np.tanh(c * data * (1 + 0.044715 * square))

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        slope = c * (1 + 3 * 0.044715 * square)  # du/dx
        return (g * (0.5 * (1 + t) + 0.5 * data * (1 - t * t) * slope),)

    return Tensor.from_op(0.5 * data * (1 + t), (x,), vjp, "gelu")


class FeedForward(Module):
    """A network with one hidden layer, applied to each position by itself:

        y = activation(x W₁ᵀ + b₁) W₂ᵀ + b₂

    Parts, in this order: `linear1 = Linear(d_model, d_ff)` and `linear2 = Linear(d_ff, d_model)`,
    named as in PyTorch. `activation` is "relu" or "gelu" (the tanh form); anything else is a
    `ValueError`.

    Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.3.

    >>> FeedForward(4, 16, rng=np.random.default_rng(0))(np.ones((5, 3, 4))).shape
    (5, 3, 4)
    """

    def __init__(
        self, d_model: int, d_ff: int, activation: str = "relu", *, rng: np.random.Generator
    ) -> None:
        # step 5.2
        if activation not in ("relu", "gelu"):
            raise ValueError(f'activation must be "relu" or "gelu", not {activation!r}')
        self.linear1 = Linear(d_model, d_ff, rng=rng)
        self.linear2 = Linear(d_ff, d_model, rng=rng)
        self.activation = activation

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Map `x`, shape (..., d_model), to the same shape, every position alike."""
        # step 5.2
        hidden = self.linear1(x)  # (..., d_ff)
        hidden = gelu(hidden) if self.activation == "gelu" else hidden.relu()
        y: Tensor = self.linear2(hidden)  # (..., d_model)
        return y


class Dropout(Module):
    """In training, every element is set to 0 with probability `p`, and the rest divided by 1 - p.

    Each call draws anew from `rng`, for every element by itself. Because of the division the mean
    of every element stays what it was, so that nothing needs to be done in evaluation mode, where
    the input comes out unchanged. It does in training with `p = 0`, too. The gradient passes the
    elements that were kept, divided by 1 - p as well.

    `ValueError` unless 0 ≤ p < 1.

    Source: Srivastava et al. (2014), "Dropout: a Simple Way to Prevent Neural Networks from
    Overfitting"; the division in training is known as inverted dropout.
    """

    def __init__(self, p: float, *, rng: np.random.Generator) -> None:
        if not 0.0 <= p < 1.0:
            raise ValueError(f"p must be at least 0 and below 1, but is {p}")
        self.p = p
        self.rng = rng

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Drop elements of `x`, a tensor or an array of any shape, which is kept."""
        # step 5.3
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = self.rng.random(x.shape) >= self.p
        return x * (kept / (1.0 - self.p)).astype(x.dtype)


class PositionalEncoding(Module):
    """Adds to every position a vector of sines and cosines that says where it stands:

        encoding[t, 2i]     = sin(t / 10000^(2i / d_model))
        encoding[t, 2i + 1] = cos(t / 10000^(2i / d_model))

    Sine at the even features, cosine at the odd ones; with an odd `d_model` the last feature is a
    sine. Nothing here is learned: `encoding` is an array of shape (max_length, d_model).

    Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.5.

    >>> PositionalEncoding(4, 2).encoding.round(4)
    array([[0.    , 1.    , 0.    , 1.    ],
           [0.8415, 0.5403, 0.01  , 1.    ]])
    """

    def __init__(self, d_model: int, max_length: int) -> None:
        # step 5.4
        position = np.arange(max_length)[:, np.newaxis]  # (T, 1)
        even = np.arange(0, d_model, 2)  # 2i
        angle = position / 10000.0 ** (even / d_model)  # (T, ceil(D/2))
        self.encoding = np.empty((max_length, d_model))
        self.encoding[:, 0::2] = np.sin(angle)
        self.encoding[:, 1::2] = np.cos(angle[:, : d_model // 2])

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """`x`, shape (..., T, d_model), plus the first T rows of `encoding`, in the dtype of `x`.

        `ValueError` if T is more than `max_length`, or the last axis has not `d_model` elements.
        """
        # step 5.4
        x = as_tensor(x)
        max_length, d_model = self.encoding.shape
        if x.ndim < 2 or x.shape[-1] != d_model or x.shape[-2] > max_length:
            raise ValueError(
                f"x must have shape (..., T, {d_model}) with T at most {max_length}, not {x.shape}"
            )
        return x + self.encoding[: x.shape[-2]].astype(x.dtype)


class TransformerEncoderBlock(Module):
    """Self-attention and a feed-forward network, each with a residual sum and a normalisation.

    Where the normalisation stands makes two kinds of block:

        pre-norm (`norm_first=True`):    a = x + attention(norm1(x))
                                         y = a + feed_forward(norm2(a))

        post-norm (`norm_first=False`):  a = norm1(x + attention(x))
                                         y = norm2(a + feed_forward(a))

    Post-norm is that of the original paper; pre-norm trains without a slow start of the learning
    rate. In both, self-attention takes queries, keys and values from the same vectors, and
    `Dropout(dropout)` stands after each sub-layer, before the sum, and nowhere else.

    Parts, in this order: `attention = MultiHeadAttention(d_model, num_heads)`,
    `feed_forward = FeedForward(d_model, d_ff, activation)`, `norm1`, `norm2`, and `dropout`,
    which both sub-layers share. So parameters have names such as "attention.q_proj.weight",
    "feed_forward.linear1.bias" and "norm1.weight". `rng` draws the weights, and then what
    dropout drops.

    Sources: Vaswani et al. (2017), "Attention Is All You Need", section 3.1; Xiong et al. (2020),
    "On Layer Normalization in the Transformer Architecture", section 3.

    >>> block = TransformerEncoderBlock(8, 2, 32, rng=np.random.default_rng(0))
    >>> block(np.ones((5, 3, 8))).shape
    (5, 3, 8)
    """

    def __init__(
        self,
        d_model: int,
        num_heads: int,
        d_ff: int,
        *,
        dropout: float = 0.0,
        norm_first: bool = True,
        activation: str = "relu",
        rng: np.random.Generator,
    ) -> None:
        # step 5.5
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model, d_ff, activation, rng=rng)
        self.norm1 = LayerNorm(d_model)
        self.norm2 = LayerNorm(d_model)
        self.dropout = Dropout(dropout, rng=rng)
        self.norm_first = norm_first

    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        """Map `x`, shape (..., T, d_model), to the same shape.

        `mask` says which positions may attend to which, as in `MultiHeadAttention`.
        """
        # step 5.5
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            y: Tensor = a + self.dropout(self.feed_forward(self.norm2(a)))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(a + self.dropout(self.feed_forward(a)))
        return y  # (..., T, d_model)


class TransformerEncoder(Module):
    """`num_layers` encoder blocks, one after the other, each with parameters of its own.

    The blocks stand in the list `layers`, all made with the same arguments. Pre-norm blocks
    add to x without ever normalising the sum, so a last `LayerNorm(d_model)`, `norm`, follows
    them; post-norm blocks end with a normalisation as it is, and `norm` is None. Parameters have
    names such as "layers.0.attention.q_proj.weight" and "norm.weight".

    It maps vectors to vectors, and does not see the order of the positions. What turns tokens into
    vectors, and a `PositionalEncoding`, come before it, and what the task needs comes after it:

        Sequential(
            Linear(vocab_size, d_model, rng=rng),    # one-hot tokens to vectors
            PositionalEncoding(d_model, max_length),
            TransformerEncoder(num_layers, d_model, num_heads, d_ff, rng=rng),
            Linear(d_model, vocab_size, rng=rng),    # vectors to logits
        )

    `ValueError` if `num_layers` is less than 1.

    Sources: Vaswani et al. (2017), "Attention Is All You Need", section 3.1; Xiong et al. (2020),
    "On Layer Normalization in the Transformer Architecture", section 3, for the last norm.
    """

    def __init__(
        self,
        num_layers: int,
        d_model: int,
        num_heads: int,
        d_ff: int,
        *,
        dropout: float = 0.0,
        norm_first: bool = True,
        activation: str = "relu",
        rng: np.random.Generator,
    ) -> None:
        # step 5.6
        if num_layers < 1:
            raise ValueError(f"num_layers must be at least 1, but is {num_layers}")
        self.layers = [
            TransformerEncoderBlock(
                d_model,
                num_heads,
                d_ff,
                dropout=dropout,
                norm_first=norm_first,
                activation=activation,
                rng=rng,
            )
            for _ in range(num_layers)
        ]
        self.norm = LayerNorm(d_model) if norm_first else None

    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        """Map `x`, shape (..., T, d_model), to the same shape; every block gets the same `mask`."""
        # step 5.6
        y = as_tensor(x)
        for layer in self.layers:
            y = layer(y, mask)  # (..., T, d_model)
        return y if self.norm is None else self.norm(y)
