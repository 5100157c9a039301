"""Task 3: a multi-layer perceptron that reads handwritten digits.

First the frame that every network hangs in, `Module`; then layers, a way to chain them, the loss
of classification, and the training loop. The names are PyTorch's.
"""

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np

from .task1_tensor import Tensor, as_tensor, no_grad
from .task2_linear_regression import SGD


class Module:
    """A part of a network: it owns parameters and other modules, and computes `forward`.

    A subclass stores its parts in attributes and defines `forward`; calling the module calls it.
    Nothing needs to be registered, and there is no constructor to call first.

    A *parameter* is a `Tensor` with `requires_grad=True` that no operation made (its `parents` are
    empty). Parameters are found in every attribute of the module, whatever its name, and
    inside attributes that are modules, lists, tuples or dicts, nested to any depth. A tensor that
    does not require gradients, or that is the result of a computation (an attention map kept for a
    picture, say), is not a parameter, and neither is an array.

    A parameter's *name* is the path that leads to it, joined by dots: attribute names, positions
    in lists and tuples, keys of dicts. A module with an attribute `w`, a list `layers` of modules
    and a dict `heads` has names such as "w", "layers.0.weight" and "heads.key.weight".
    They come in the order in which the attributes were first assigned and the containers are
    ordered, depth first. A parameter or module that can be reached in several ways counts
    once, under the first of its names; two parts may even refer to each other.

    Attribute `training`: True in training mode, which is where a module starts, and False in
    evaluation mode. Some layers (dropout, in task 5) behave differently in the two.
    """

    training: bool = True
    forward: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """`module(x)` is `module.forward(x)`."""
        return self.forward(*args, **kwargs)

    def named_parameters(self) -> list[tuple[str, Tensor]]:
        """All parameters as (name, tensor) pairs, each parameter once, in the order above."""
        raise NotImplementedError("step 3.1: Module.named_parameters")

    def parameters(self) -> list[Tensor]:
        """All parameters, each once, in the order of `named_parameters`."""
        raise NotImplementedError("step 3.1: Module.parameters")

    def train(self, mode: bool = True) -> Self:
        """Set `training` to `mode`, here and in every nested module; return this module.

        Modules are nested where parameters are: in attributes, lists, tuples and dicts.
        """
        raise NotImplementedError("step 3.1: Module.train")

    def eval(self) -> Self:
        """Switch to evaluation mode: the same as `train(False)`."""
        raise NotImplementedError("step 3.1: Module.eval")

    def zero_grad(self) -> None:
        """Set the `grad` of every parameter to None."""
        raise NotImplementedError("step 3.1: Module.zero_grad")

    def state_dict(self) -> dict[str, np.ndarray]:
        """The values of all parameters by name, as copies: training on does not change them."""
        raise NotImplementedError("step 3.1: Module.state_dict")

    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        """Copy the values of `state` into the parameters, in place: arrays and dtypes stay.

        The names must be those of `named_parameters`, no more and no fewer, and every value must
        have its parameter's shape. Otherwise a `ValueError` names each key that is missing,
        unexpected or misshapen, and no parameter changes at all.
        """
        raise NotImplementedError("step 3.1: Module.load_state_dict")


class Linear(Module):
    """An affine map of the last axis: y = x Wᵀ + b.

    Parameters, in this order:

    - `weight`, shape (out_features, in_features), as in PyTorch;
    - `bias`, shape (out_features,); the attribute is None with `bias=False`.

    Both start at independent draws from `rng`, uniform between -1/√in_features and
    1/√in_features. Source: He et al. (2015), "Delving deep into rectifiers", section 2.2, with the
    constant that `torch.nn.Linear` uses.

    >>> layer = Linear(3, 2, rng=np.random.default_rng(0))
    >>> layer(np.ones((5, 3))).shape
    (5, 2)
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        rng: np.random.Generator,
    ) -> None:
        raise NotImplementedError("step 3.2: Linear.__init__")

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Map `x`, shape (..., in_features), a tensor or an array, to (..., out_features).

        `x @ W.T + b` is all there is to it. As a single node, Y = X Wᵀ + b has the gradients

            ∂L/∂X = ∂L/∂Y W,  ∂L/∂W = (∂L/∂Y)ᵀ X,  ∂L/∂b = the sum of the rows of ∂L/∂Y

        where the rows of X and Y are all the samples, whatever the batch axes are.
        `ValueError` if the last axis of `x` does not have `in_features` elements.
        """
        raise NotImplementedError("step 3.2: Linear.forward")


class Sigmoid(Module):
    """σ(x) = 1 / (1 + e⁻ˣ), element by element."""

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Apply σ to `x`, a tensor or an array of any shape, which is kept."""
        raise NotImplementedError("step 3.3: Sigmoid.forward")


class ReLU(Module):
    """max(0, x), element by element, with gradient 0 at 0."""

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Apply the rectifier to `x`, a tensor or an array of any shape, which is kept."""
        raise NotImplementedError("step 3.3: ReLU.forward")


class Tanh(Module):
    """The hyperbolic tangent, element by element."""

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Apply tanh to `x`, a tensor or an array of any shape, which is kept."""
        raise NotImplementedError("step 3.3: Tanh.forward")


class Sequential(Module):
    """Layers in a row, each one fed with the output of the one before.

    The layers stand in the list `layers`, so their parameters are called "layers.0.weight" and
    so on. Without any layer, the input comes out as it went in.

    >>> rng = np.random.default_rng(0)
    >>> mlp = Sequential(Linear(3, 8, rng=rng), ReLU(), Linear(8, 2, rng=rng))
    >>> mlp(np.ones((5, 3))).shape, len(mlp), [name for name, _ in mlp[:1].named_parameters()]
    ((5, 2), 3, ['layers.0.weight', 'layers.0.bias'])
    """

    def __init__(self, *layers: Module) -> None:
        raise NotImplementedError("step 3.4: Sequential.__init__")

    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        """Call the layers on `x`, first to last."""
        raise NotImplementedError("step 3.4: Sequential.forward")

    def __len__(self) -> int:
        """How many layers there are."""
        raise NotImplementedError("step 3.4: Sequential.__len__")

    def __getitem__(self, index: int | slice) -> Module:
        """The layer at `index`, counted from the end if negative (`IndexError` past the ends).

        A slice gives a new `Sequential` of the same layers: they are shared, not copied.
        """
        raise NotImplementedError("step 3.4: Sequential.__getitem__")

    def __iter__(self) -> Iterator[Module]:
        """The layers one by one, first to last."""
        raise NotImplementedError("step 3.4: Sequential.__iter__")


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    """The logarithm of softmax along `axis`: xᵢ - log Σⱼ exp(xⱼ), in the shape of `x`.

    Subtracting the largest element m first changes nothing in exact arithmetic and keeps the
    exponentials from overflowing, so the result is right for all finite `x`:

        log Σⱼ exp(xⱼ) = m + log Σⱼ exp(xⱼ - m)

    The gradient has a closed form. With p = softmax(x) and g the gradient of the output,

        gradient of x = g - p · Σⱼ gⱼ

    >>> log_softmax(np.array([1000.0, 1000.0])).data    # log ½, twice
    array([-0.69314718, -0.69314718])
    """
    raise NotImplementedError("step 3.5: log_softmax")


def cross_entropy(
    logits: Tensor | np.ndarray, targets: np.ndarray, ignore_index: int | None = None
) -> Tensor:
    """The mean of -log softmax(logits)[target] over all targets, a scalar tensor.

    `logits`, shape (..., C), holds the scores of C classes, one set for each target; `targets`,
    shape (...), is an integer array of class indices from 0 to C-1. Targets equal to
    `ignore_index` (padding, for example; it need not be a class) count neither in the sum nor
    in the number divided by, and their logits get a gradient of exactly 0.

    Since log-softmax does the work, the loss is right for logits of any size. Its gradient
    is plain: with p = softmax(logits), one-hot targets t and N targets that count,

        gradient of logits = (p - t) / N

    `TypeError` if the targets are not integers (booleans are not). `ValueError` if their shape is
    not that of the logits without the last axis, if one that counts lies outside 0 to C-1
    (negative indices do not count from the end here), or if none is left to average.

    >>> cross_entropy(Tensor([[0.0, 0.0], [100.0, 0.0]]), np.array([1, 0])).item()    # log(2) / 2
    0.34657359027997264
    """
    raise NotImplementedError("step 3.5: cross_entropy")


def train_classifier(
    model: Module,
    x: np.ndarray,
    y: np.ndarray,
    *,
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    momentum: float = 0.0,
) -> list[float]:
    """Train `model` with mini-batch SGD on the cross-entropy; return the loss of each epoch.

    `x`, shape (n, ...), holds the samples and `y`, shape (n,), their classes, both as arrays;
    they are not changed. `model` maps a batch of B samples to logits (B, C). It is put in
    training mode first, and left in it.

    As in `fit` (task 2): an epoch visits every sample exactly once, in an order that is a new
    random permutation from `rng` each time, `batch_size` at a time, and the last batch may be
    smaller. Each batch makes one update with `SGD(..., lr, momentum=momentum)` (one optimizer for
    the whole run), with the gradient of the mean over its own samples and of nothing else. The
    loss of an epoch is the mean over all n samples of the losses measured as it runs, each batch
    before its own update. The result has `epochs` Python floats.

    `ValueError` if `x` and `y` differ in length or are empty, if `y` has more than one axis, or if
    `batch_size` is less than 1.
    """
    raise NotImplementedError("step 3.6: train_classifier")


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    """The share of samples whose largest logit is that of their class, a float from 0 to 1.

    `x`, shape (n, ...), and `y`, shape (n,), are as in `train_classifier`; any other shape of `y`,
    or n = 0, is a `ValueError`. The model runs in evaluation mode and without recording
    a graph, and is put back into the mode that it came in.
    """
    raise NotImplementedError("step 3.6: accuracy")
