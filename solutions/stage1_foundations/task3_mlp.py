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
        # step 3.1
        return [(name, part) for name, part in _parts(self, "", set()) if isinstance(part, Tensor)]

    def parameters(self) -> list[Tensor]:
        """All parameters, each once, in the order of `named_parameters`."""
        # step 3.1
        return [parameter for _, parameter in self.named_parameters()]

    def train(self, mode: bool = True) -> Self:
        """Set `training` to `mode`, here and in every nested module; return this module.

        Modules are nested where parameters are: in attributes, lists, tuples and dicts.
        """
        # step 3.1
        for _, part in list(_parts(self, "", set())):  # a list first: setting adds an attribute
            if isinstance(part, Module):
                part.training = mode
        return self

    def eval(self) -> Self:
        """Switch to evaluation mode: the same as `train(False)`."""
        # step 3.1
        return self.train(False)

    def zero_grad(self) -> None:
        """Set the `grad` of every parameter to None."""
        # step 3.1
        for parameter in self.parameters():
            parameter.grad = None

    def state_dict(self) -> dict[str, np.ndarray]:
        """The values of all parameters by name, as copies: training on does not change them."""
        # step 3.1
        return {name: parameter.data.copy() for name, parameter in self.named_parameters()}

    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        """Copy the values of `state` into the parameters, in place: arrays and dtypes stay.

        The names must be those of `named_parameters`, no more and no fewer, and every value must
        have its parameter's shape. Otherwise a `ValueError` names each key that is missing,
        unexpected or misshapen, and no parameter changes at all.
        """
        # step 3.1
        parameters = dict(self.named_parameters())
        problems = [f"missing: {name}" for name in parameters if name not in state]
        problems += [f"unexpected: {name}" for name in state if name not in parameters]
        problems += [
            f"misshapen: {name} should be {parameter.shape}, not {np.shape(state[name])}"
            for name, parameter in parameters.items()
            if name in state and np.shape(state[name]) != parameter.shape
        ]
        if problems:
            raise ValueError("the state does not fit the module; " + "; ".join(problems))
        for name, parameter in parameters.items():
            parameter.data[...] = state[name]


# solution only
def _parts(value: object, name: str, seen: set[int]) -> Iterator[tuple[str, "Module | Tensor"]]:
    """Yield the modules and parameters within `value`, itself included, each once, named."""
    children: dict[Any, Any] = {}
    if isinstance(value, Module):
        children = vars(value)
    elif isinstance(value, dict):
        children = value
    elif isinstance(value, list | tuple):
        children = dict(enumerate(value))
    elif not (isinstance(value, Tensor) and value.requires_grad and not value.parents):
        return
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Module | Tensor):
        yield name, value
    for key, child in children.items():
        yield from _parts(child, f"{name}.{key}" if name else str(key), seen)


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
        # step 3.2
        bound = 1.0 / np.sqrt(in_features)
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        self.weight = Tensor(weight, requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.uniform(-bound, bound, out_features), requires_grad=True)

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Map `x`, shape (..., in_features), a tensor or an array, to (..., out_features).

        `x @ W.T + b` is all there is to it. As a single node, Y = X Wᵀ + b has the gradients

            ∂L/∂X = ∂L/∂Y W,  ∂L/∂W = (∂L/∂Y)ᵀ X,  ∂L/∂b = the sum of the rows of ∂L/∂Y

        where the rows of X and Y are all the samples, whatever the batch axes are.
        `ValueError` if the last axis of `x` does not have `in_features` elements.
        """
        # step 3.2
        x = as_tensor(x)
        shape, weight = x.shape, self.weight.data
        out_features, in_features = weight.shape
        if x.ndim == 0 or shape[-1] != in_features:
            raise ValueError(f"x must have shape (..., {in_features}), not {shape}")
        rows = x.data.reshape(-1, in_features)  # (n, in_features), n over all batch axes
        y = rows @ weight.T  # (n, out_features)
        parents = [x, self.weight]
        if self.bias is not None:
            y += self.bias.data
            parents.append(self.bias)
        wanted = x.requires_grad  # the samples themselves need no gradient: half of the work
        count = len(parents)

        def vjp(g: np.ndarray) -> list[np.ndarray | None]:
            g = g.reshape(-1, out_features)
            grad_x = (g @ weight).reshape(shape) if wanted else None
            return [grad_x, g.T @ rows, g][:count]  # the engine sums the rows for b

        return Tensor.from_op(y.reshape(*shape[:-1], out_features), parents, vjp, "linear")


class Sigmoid(Module):
    """σ(x) = 1 / (1 + e⁻ˣ), element by element."""

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Apply σ to `x`, a tensor or an array of any shape, which is kept."""
        # step 3.3
        return as_tensor(x).sigmoid()


class ReLU(Module):
    """max(0, x), element by element, with gradient 0 at 0."""

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Apply the rectifier to `x`, a tensor or an array of any shape, which is kept."""
        # step 3.3
        return as_tensor(x).relu()


class Tanh(Module):
    """The hyperbolic tangent, element by element."""

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        """Apply tanh to `x`, a tensor or an array of any shape, which is kept."""
        # step 3.3
        return as_tensor(x).tanh()


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
        # step 3.4
        self.layers = list(layers)

    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        """Call the layers on `x`, first to last."""
        # step 3.4
        for layer in self.layers:
            x = layer(x)
        return x

    def __len__(self) -> int:
        """How many layers there are."""
        # step 3.4
        return len(self.layers)

    def __getitem__(self, index: int | slice) -> Module:
        """The layer at `index`, counted from the end if negative (`IndexError` past the ends).

        A slice gives a new `Sequential` of the same layers: they are shared, not copied.
        """
        # step 3.4
        if isinstance(index, slice):
            return Sequential(*self.layers[index])
        return self.layers[index]

    def __iter__(self) -> Iterator[Module]:
        """The layers one by one, first to last."""
        # step 3.4
        return iter(self.layers)


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
    # step 3.5
    x = as_tensor(x)
    shifted = x.data - x.data.max(axis=axis, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (g - np.exp(log_p) * g.sum(axis=axis, keepdims=True),)

    return Tensor.from_op(log_p, (x,), vjp, "log_softmax")


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
    # step 3.5
    logits, targets = as_tensor(logits), np.asarray(targets)
    if not np.issubdtype(targets.dtype, np.integer):
        raise TypeError(f"targets must be integers, the indices of classes, not {targets.dtype}")
    if logits.ndim == 0 or targets.shape != logits.shape[:-1]:
        raise ValueError(
            f"targets must have the shape of logits {logits.shape} without its last axis, "
            f"not {targets.shape}"
        )
    shape, num_classes = logits.shape, logits.shape[-1]
    log_p = log_softmax(logits.data).data.reshape(-1, num_classes)  # (n, C)
    targets = targets.reshape(-1)  # (n,)
    ignored = np.zeros(len(targets), bool) if ignore_index is None else targets == ignore_index
    rows = np.flatnonzero(~ignored)  # (N,): where the targets that count stand
    classes = targets[rows]  # (N,): and what they are
    if classes.size == 0:
        raise ValueError("there is no target to average over: none given, or all ignored")
    if classes.min() < 0 or classes.max() >= num_classes:
        wrong = classes[(classes < 0) | (classes >= num_classes)][0]
        raise ValueError(f"targets must lie between 0 and {num_classes - 1}, but one is {wrong}")

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        grad = np.exp(log_p)  # p, in a new array
        grad[rows, classes] -= 1.0  # p - t
        grad *= g / classes.size
        grad[ignored] = 0.0
        return (grad.reshape(shape),)

    return Tensor.from_op(-log_p[rows, classes].mean(), (logits,), vjp, "cross_entropy")


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
    # step 3.6
    n = len(x)
    if n != len(y) or n == 0:
        raise ValueError(f"x and y must have as many samples, and some: not {n} and {len(y)}")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, but is {batch_size}")
    model.train()
    optimizer = SGD(model.parameters(), lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(n)
        total = 0.0
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = cross_entropy(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    """The share of samples whose largest logit is that of their class, a float from 0 to 1.

    `x`, shape (n, ...), and `y`, shape (n,), are as in `train_classifier`; any other shape of `y`,
    or n = 0, is a `ValueError`. The model runs in evaluation mode and without recording
    a graph, and is put back into the mode that it came in.
    """
    # step 3.6
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    was_training = model.training
    model.eval()
    with no_grad():
        logits = model(x)  # (n, C)
    model.train(was_training)
    return float(np.mean(logits.data.argmax(axis=-1) == y))
