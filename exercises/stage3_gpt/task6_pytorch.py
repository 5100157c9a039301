"""Task 6: PyTorch, and the parts again.

First its tensors and its automatic differentiation, next to which your own engine will look
familiar; then the parts of stages 1 and 2 as `nn.Module`s, checked against the hand-written ones;
and what every training run needs besides a model: data in batches, and the loop over them.
"""

import math
from collections.abc import (
    Callable,
    Iterable,
    Sequence,
)
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from ..stage1_foundations.task3_mlp import Module


def from_numpy_shared(array: np.ndarray) -> Tensor:
    """A tensor over the memory of `array`: nothing is copied, and a change to one shows in both.

    Shape and dtype are those of the array. `ValueError` for an array that can't be shared: one that
    is read-only, since a tensor can be written to, or one with a negative stride (`array[::-1]`),
    which no tensor has.

    >>> array = np.zeros(2)
    >>> tensor = from_numpy_shared(array)
    >>> array[0] = 5.0
    >>> tensor
    tensor([5., 0.], dtype=torch.float64)
    """
    raise NotImplementedError("step 6.1: from_numpy_shared")


def from_numpy_copied(array: np.ndarray) -> Tensor:
    """A tensor with the values of `array` in memory of its own, however the array lies in memory.

    Shape and dtype are those of the array; it may be read-only and have negative strides.
    """
    raise NotImplementedError("step 6.1: from_numpy_copied")


def sliding_windows(x: Tensor, size: int) -> Tensor:
    """Every run of `size` neighbours along the last axis: (..., T) to (..., T - size + 1, size).

    `result[..., t, i] = x[..., t + i]`. The result is a view: it shares the memory of `x`, of
    which it takes none more, though each element may appear in it `size` times.

    `ValueError` unless `x` has an axis and 1 ≤ size ≤ T.

    >>> sliding_windows(torch.arange(5), 3)
    tensor([[0, 1, 2],
            [1, 2, 3],
            [2, 3, 4]])
    """
    raise NotImplementedError("step 6.1: sliding_windows")


def pairwise_squared_distances(x: Tensor, y: Tensor) -> Tensor:
    """‖xₙ - yₘ‖² for every row of `x` (..., N, D) and every row of `y` (..., M, D): (..., N, M).

    The differences are formed first, by broadcasting, and then squared and summed, so that the
    result is never negative, and exactly 0 for equal rows. (‖x‖² + ‖y‖² - 2 x·y needs less memory,
    but loses the small distances of points that lie far from the origin.) Axes in front broadcast.

    `ValueError` unless both have at least two axes and the same D.

    >>> x, y = torch.tensor([[0.0, 0.0]]), torch.tensor([[3.0, 4.0], [0.0, 1.0]])
    >>> pairwise_squared_distances(x, y)
    tensor([[25.,  1.]])
    """
    raise NotImplementedError("step 6.1: pairwise_squared_distances")


def bilinear_scores(query: Tensor, key: Tensor, weight: Tensor) -> Tensor:
    """How well each query fits each key, by a matrix for every head:

        result[b, h, q, k] = Σᵢ Σⱼ query[b, q, i] weight[h, i, j] key[b, k, j]

    `query` has shape (B, T_query, D), `key` (B, T_key, E) and `weight` (H, D, E); the result has
    shape (B, H, T_query, T_key).

    `ValueError` where the shapes do not fit together (in `torch.einsum` an axis of length 1 would
    broadcast in silence).

    Source: Luong et al. (2015), "Effective Approaches to Attention-based Neural Machine
    Translation", section 3.1, the score called "general".

    >>> query, key = torch.tensor([[[1.0, 2.0]]]), torch.tensor([[[10.0]]])
    >>> bilinear_scores(query, key, torch.tensor([[[1.0], [0.0]], [[0.0], [1.0]]])).flatten()
    tensor([10., 20.])
    """
    raise NotImplementedError("step 6.1: bilinear_scores")


def pick(logits: Tensor, index: Tensor) -> Tensor:
    """From each row of `logits` (..., C), the element that `index` (...) names; the shape is (...).

    `result[...] = logits[..., index[...]]`: of each row of scores that of the target, for example.
    `index` holds integers from 0 to C - 1, int64 as everywhere in PyTorch. Any other index is an
    error, whatever its type, a negative one too.

    `ValueError` unless the shape of `index` is that of `logits` without its last axis.

    >>> pick(torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.tensor([2, 0]))
    tensor([3., 4.])
    """
    raise NotImplementedError("step 6.1: pick")


def gradient(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """∇f(x): the gradient at `x` of a function that gives a single number, in the shape of `x`.

    `x` is a floating tensor of any shape. Nothing is left behind: `x` itself is neither changed nor
    made to require gradients, and neither it nor any parameter that `f` uses gets a `.grad`. The
    result needs no gradient. It is all zeros where f does not depend on x, and it is the same
    inside `torch.no_grad()`.

    `ValueError` unless `f(x)` has exactly one element.

    >>> gradient(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0]))
    tensor([ 3., 12.])
    """
    raise NotImplementedError("step 6.2: gradient")


def hessian_vector_product(f: Callable[[Tensor], Tensor], x: Tensor, v: Tensor) -> Tensor:
    """H v, with H the matrix of second derivatives of f at `x`, without ever making H:

        H v = ∇(∇f(x) · v)          since v is constant

    `v` and the result have the shape of `x`, whatever it is. The work is that of two gradients,
    where H has as many rows as `x` has elements. For the rest as `gradient`: nothing is left
    behind, and the product is all zeros where the gradient of f does not depend on x.

    `ValueError` unless `f(x)` has exactly one element and `v` the shape of `x`.

    Source: Pearlmutter (1994), "Fast Exact Multiplication by the Hessian", section 2.

    >>> x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 10.0])
    >>> hessian_vector_product(lambda x: (x**3).sum(), x, v)    # 6x · v
    tensor([  6., 120.])
    """
    raise NotImplementedError("step 6.2: hessian_vector_product")


class GELUFunction(torch.autograd.Function):
    """The tanh form of GELU as one node of PyTorch's graph, with the gradient of task 5:

        gelu(x) = ½ x (1 + tanh u),  u = √(2/π) (x + 0.044715 x³)
        its slope = ½ (1 + t) + ½ x (1 - t²) du/dx,  t = tanh u

    `ctx` carries what the backward pass needs. A tensor goes through `ctx.save_for_backward` and
    comes back in `ctx.saved_tensors`; only so can PyTorch see that it was changed in between, and
    derive the gradient once more. Saving x alone and computing t again keeps one tensor alive
    instead of several.

    Source: Hendrycks and Gimpel (2016), "Gaussian Error Linear Units (GELUs)", section 2.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """gelu(x), in the shape and dtype of `x`; no graph is recorded in here."""
        raise NotImplementedError("step 6.2: GELUFunction.forward")

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        """The gradient of x, for that of the output: the slope times `grad_output`.

        It is made of differentiable operations on `x` and `grad_output`, so that PyTorch can
        differentiate it in its turn: `torch.autograd.gradgradcheck` passes too.
        """
        raise NotImplementedError("step 6.2: GELUFunction.backward")


def gelu(x: Tensor) -> Tensor:
    """`GELUFunction` on `x`: a custom function is called through its `apply`.

    >>> gelu(torch.tensor([-10.0, 0.0, 1.0, 10.0]))
    tensor([-0.0000,  0.0000,  0.8412, 10.0000])
    """
    y: Tensor = GELUFunction.apply(x)  # type: ignore[no-untyped-call]
    return y


class Linear(nn.Module):
    """An affine map of the last axis: y = x Wᵀ + b, as `nn.Linear`.

    Parameters (`nn.Parameter`, float32 as everything in PyTorch is unless told otherwise):

    - `weight`, shape (out_features, in_features);
    - `bias`, shape (out_features,); the attribute is None with `bias=False`.

    Both start uniform between -1/√in_features and 1/√in_features, drawn from PyTorch's global
    random state (`torch.manual_seed`), as initialisation is in all of PyTorch.

    `ValueError` if one of the sizes is less than 1.

    Source: He et al. (2015), "Delving deep into rectifiers", section 2.2, with the constant that
    `nn.Linear` uses.

    >>> Linear(3, 2)(torch.ones(5, 3)).shape
    torch.Size([5, 2])
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        raise NotImplementedError("step 6.3: Linear.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (..., in_features), to (..., out_features).

        `ValueError` if the last axis of `x` has not `in_features` elements.
        """
        raise NotImplementedError("step 6.3: Linear.forward")


class LayerNorm(nn.Module):
    """Every vector of features brought to mean 0 and variance 1, then scaled and shifted:

        y = (x - μ) / √(σ² + eps) · weight + bias

    μ and σ² are the mean and the biased variance (divided by D) over the last axis, of each
    position by itself. `eps` stands inside the root.

    Parameters: `weight`, shape (d_model,), starts at ones, and `bias`, shape (d_model,), at zeros.

    `ValueError` if `d_model` is less than 1.

    Source: Ba et al. (2016), "Layer Normalization", section 3.

    >>> LayerNorm(2)(torch.tensor([[1.0, 3.0], [40.0, 20.0]]))
    tensor([[-1.0000,  1.0000],
            [ 1.0000, -1.0000]], grad_fn=<AddBackward0>)
    """

    def __init__(self, d_model: int, eps: float = 1e-5) -> None:
        raise NotImplementedError("step 6.3: LayerNorm.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Normalise `x`, shape (..., d_model); the shape is kept.

        `ValueError` if the last axis of `x` has not `d_model` elements.
        """
        raise NotImplementedError("step 6.3: LayerNorm.forward")


class FeedForward(nn.Module):
    """A network with one hidden layer, applied to each position by itself:

        y = activation(x W₁ᵀ + b₁) W₂ᵀ + b₂

    Parts, in this order: `linear1 = Linear(d_model, d_ff)` and `linear2 = Linear(d_ff, d_model)`,
    of the class above. `activation` is "relu" or "gelu" (the tanh form: PyTorch's `F.gelu` with
    `approximate="tanh"`); anything else is a `ValueError`.

    Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.3.
    """

    def __init__(self, d_model: int, d_ff: int, activation: str = "relu") -> None:
        raise NotImplementedError("step 6.3: FeedForward.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`, shape (..., d_model), to the same shape, every position alike."""
        raise NotImplementedError("step 6.3: FeedForward.forward")


class MultiHeadAttention(nn.Module):
    """Attention in `num_heads` subspaces at once:

        head_h = softmax(Q_h K_hᵀ / √(D/H)) V_h,  Q = query W_qᵀ + b_q, K and V alike
        output = concatenation of the heads, times W_oᵀ, plus b_o

    with D = `d_model` and H = `num_heads`. Head h has the features from h · D/H up to
    (h + 1) · D/H of Q, K and V.

    Parts, in this order, each an `nn.Linear(d_model, d_model)`: `q_proj`, `k_proj`, `v_proj` and
    `out_proj`.

    `attention_weights`: the weights of the last call, a tensor of shape (..., H, T_query, T_key)
    that is detached from the graph; None before the first call. It is no part of the state.

    `ValueError` if `d_model` is not a multiple of `num_heads`, or one of them is less than 1.

    Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.2.

    >>> attention = MultiHeadAttention(8, 2)
    >>> attention(torch.ones(5, 3, 8)).shape, attention.attention_weights.shape
    (torch.Size([5, 3, 8]), torch.Size([5, 2, 3, 3]))
    """

    def __init__(self, d_model: int, num_heads: int) -> None:
        raise NotImplementedError("step 6.4: MultiHeadAttention.__init__")

    def forward(
        self,
        query: Tensor,
        key: Tensor | None = None,
        value: Tensor | None = None,
        mask: Tensor | None = None,
    ) -> Tensor:
        """Map `query`, shape (..., T_query, D), to an output of the same shape.

        `key` and `value`, shape (..., T_key, D), are what to attend to. Without a `key`, the
        queries attend to each other (self-attention); without a `value`, the keys serve as values
        too.

        `mask` is a boolean tensor, True where a query may attend to a key, that broadcasts to
        (..., H, T_query, T_key). A masked key has a weight of exactly 0 and gets no gradient. A
        query that may attend to nothing has weights of 0 and gets the bias of `out_proj`; nothing
        is NaN, neither its output nor any gradient.

        `TypeError` for a mask that is not boolean, `ValueError` for one that does not broadcast to
        the shape of the weights.
        """
        raise NotImplementedError("step 6.4: MultiHeadAttention.forward")


class TransformerEncoderBlock(nn.Module):
    """Self-attention and a feed-forward network, each with a residual sum and a normalisation:

        pre-norm (`norm_first=True`):    a = x + attention(norm1(x))
                                         y = a + feed_forward(norm2(a))

        post-norm (`norm_first=False`):  a = norm1(x + attention(x))
                                         y = norm2(a + feed_forward(a))

    Dropout stands after each sub-layer, before the sum, and nowhere else.

    Parts, in this order: `attention = MultiHeadAttention(d_model, num_heads)`,
    `feed_forward = FeedForward(d_model, d_ff, activation)`, `norm1` and `norm2`, both
    `LayerNorm(d_model)`, and `dropout = nn.Dropout(dropout)`, which both sub-layers share. So the
    parameters have the names of the block of task 5: "attention.q_proj.weight",
    "feed_forward.linear1.bias", "norm1.weight".

    Sources: Vaswani et al. (2017), "Attention Is All You Need", section 3.1; Xiong et al. (2020),
    "On Layer Normalization in the Transformer Architecture", section 3.

    >>> TransformerEncoderBlock(8, 2, 32)(torch.ones(5, 3, 8)).shape
    torch.Size([5, 3, 8])
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
    ) -> None:
        raise NotImplementedError("step 6.5: TransformerEncoderBlock.__init__")

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map `x`, shape (..., T, d_model), to the same shape.

        `mask` says which positions may attend to which, as in `MultiHeadAttention`.
        """
        raise NotImplementedError("step 6.5: TransformerEncoderBlock.forward")


def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    """Copy the parameters of a hand-written module (task 3's `Module`) into one of PyTorch.

    Every parameter of `torch_block` gets the values that `numpy_block` has under the same name. It
    stays the object that it was, so that an optimizer which holds it goes on, and keeps its dtype
    and device: into a float32 block float64 values go rounded. The values are copies: training one
    block afterwards does not change the other. In `torch_block.double()` both compute the same.

    The names of both must be the same, no more and no fewer, and so must the shapes. Otherwise a
    `ValueError` names each parameter that is missing (from `numpy_block`), unexpected (in it) or
    misshapen, and no parameter changes at all.
    """
    raise NotImplementedError("step 6.6: load_numpy_weights")


class TextWindows(Dataset[tuple[Tensor, Tensor]]):
    """Every window of `block_size` tokens of a text, each with the targets of a language model.

    With T = `block_size`, item i is the pair `(tokens[i : i + T], tokens[i + 1 : i + T + 1])`, both
    int64 of shape (T,): at every position the target is the token that comes next. There are as
    many items as there are whole windows with their targets, `len(tokens) - T`.

    `tokens` are the ids of the text: a tensor, an array or a sequence of integers with one axis.
    The text is never copied as a whole, and only windows are turned into int64, each when it is
    asked for: a text in uint16 stays as small as it is. Of an int64 tensor or array, which needs no
    turning, the items are views.

    `ValueError` if `tokens` has not exactly one axis, `block_size` is less than 1, or the text is
    too short for a single item; `TypeError` if the tokens are not integers.

    >>> dataset = TextWindows([10, 11, 12, 13, 14], block_size=3)
    >>> len(dataset), dataset[1]
    (2, (tensor([11, 12, 13]), tensor([12, 13, 14])))
    """

    def __init__(self, tokens: Tensor | np.ndarray | Sequence[int], block_size: int) -> None:
        raise NotImplementedError("step 6.7: TextWindows.__init__")

    def __len__(self) -> int:
        """How many items there are."""
        raise NotImplementedError("step 6.7: TextWindows.__len__")

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        """The item at `index`, counted from the end if negative (`IndexError` past the ends)."""
        raise NotImplementedError("step 6.7: TextWindows.__getitem__")


def make_loader(
    dataset: Dataset[Any],
    batch_size: int,
    *,
    shuffle: bool = False,
    generator: torch.Generator | None = None,
    num_workers: int = 0,
    drop_last: bool = False,
) -> DataLoader[Any]:
    """A `DataLoader` over `dataset`: each pass over it gives every item once, in batches.

    The items of a batch are stacked along a new first axis: from `TextWindows` come pairs of shape
    (batch_size, T). The last batch holds what is left, or is dropped with `drop_last`. With
    `shuffle` every pass has a new random order, drawn from `generator`: a generator in the same
    state gives the same passes again. (Without one it is PyTorch's global random state.)

    `num_workers` processes prepare batches ahead, where 0 means the calling process itself. The
    batches and their order do not depend on it.

    `ValueError` if `batch_size` is less than 1, or `num_workers` negative.
    """
    raise NotImplementedError("step 6.7: make_loader")


def train_epoch(
    model: nn.Module,
    loader: Iterable[tuple[Tensor, Tensor]],
    optimizer: torch.optim.Optimizer,
    *,
    device: torch.device | str = "cpu",
) -> float:
    """One pass over `loader` with an update for each batch; return the mean loss per target.

    `loader` gives batches `(inputs, targets)`, which are moved to `device`, where the model has to
    be already. `model(inputs)` gives logits of shape (..., C) for targets of shape (...), class
    indices from 0 to C - 1: of a classifier (B, C) and (B,), of a language model (B, T, C) and
    (B, T). The loss of a batch is the mean cross-entropy over all of its targets, and each update
    uses the gradient of its own batch and of nothing else.

    The result is the mean over all targets of the epoch, measured as it runs, each batch before
    its own update: a batch counts with the number of its targets, so that a smaller last one does
    not weigh too much. It is a Python float.

    The model trains in training mode. Afterwards, also after an error, it and every module within
    has the mode again in which it came.

    `ValueError` if the loader gives no batch, or targets whose shape is not that of the logits
    without the last axis.
    """
    raise NotImplementedError("step 6.8: train_epoch")


def evaluate(
    model: nn.Module,
    loader: Iterable[tuple[Tensor, Tensor]],
    *,
    device: torch.device | str = "cpu",
) -> tuple[float, float]:
    """The mean loss per target, and the accuracy, over everything in `loader`: two Python floats.

    Batches, logits, loss and errors are as in `train_epoch`; the accuracy is the share of targets
    whose class has the largest logit. Both are means over targets, however these are batched.

    The model runs in evaluation mode and without a graph. Nothing changes: not the parameters, not
    their `.grad`, and afterwards, also after an error, the model and every module within has the
    mode again in which it came.
    """
    raise NotImplementedError("step 6.8: evaluate")
