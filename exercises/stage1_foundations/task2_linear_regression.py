"""Task 2: linear regression, the smallest thing that learns.

A model with parameters, a loss, gradients, an update, and a loop around them: everything that
trains a large network is here already, and here every number can still be checked by hand.
"""

from collections.abc import Iterable

import numpy as np

from .task1_tensor import Tensor, as_tensor


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    """The mean squared error: mean((prediction - target)²), a scalar tensor.

    The mean runs over all elements, and there is no factor ½ in front of it, so the gradient of
    the prediction is 2 (prediction - target) / n. Either argument may be a tensor or an array,
    and gradients flow to both.

    `prediction` and `target` must have the same shape. NumPy would broadcast (n, 1) against (n,)
    to (n, n), and compare every prediction with every target; that is never meant, so it is a
    `ValueError` that names both shapes.

    >>> mse_loss(Tensor([1.0, 2.0]), np.array([1.0, 5.0])).item()    # (0 + 9) / 2
    4.5
    """
    raise NotImplementedError("step 2.1: mse_loss")


class LinearRegression:
    """A straight line in several dimensions: y = x w + b.

    Attributes, both tensors that require gradients:

    - `w`, shape (in_features,): starts at independent normal draws from `rng`, with mean 0 and
      standard deviation 0.01;
    - `b`, shape (): starts at 0.

    >>> model = LinearRegression(3, rng=np.random.default_rng(0))
    >>> model(np.ones((5, 3))).shape
    (5,)
    """

    def __init__(self, in_features: int, *, rng: np.random.Generator) -> None:
        raise NotImplementedError("step 2.2: LinearRegression.__init__")

    def __call__(self, x: Tensor | np.ndarray) -> Tensor:
        """The predictions for `x`, shape (n, in_features): a tensor of shape (n,), never (n, 1).

        `x` is a tensor or an array; any other number of axes or of features is a `ValueError`.
        """
        raise NotImplementedError("step 2.2: LinearRegression.__call__")

    def parameters(self) -> list[Tensor]:
        """What training may change, as a list: `[w, b]`, the tensors themselves."""
        raise NotImplementedError("step 2.2: LinearRegression.parameters")


class SGD:
    """Stochastic gradient descent with momentum and weight decay, by PyTorch's rule.

    For each parameter p with gradient g, and a velocity v that starts at 0:

        g ← g + weight_decay · p
        v ← momentum · v + g
        p ← p - lr · v

    so weight decay enters the velocity, and the learning rate stays out of it: a new `lr` acts
    at once. `lr` is an attribute that may be changed between steps.

    `parameters` is any iterable of tensors. `ValueError` if it is empty, or if `lr`, `momentum` or
    `weight_decay` is negative.

    Sources: Polyak (1964), "Some methods of speeding up the convergence of iteration methods";
    the order of operations is that of `torch.optim.SGD` with `dampening=0` and `nesterov=False`.

    >>> p = Tensor([1.0], requires_grad=True)
    >>> optimizer = SGD([p], lr=0.1)
    >>> (p * 3.0).sum().backward()
    >>> optimizer.step()
    >>> p.data    # 1 - 0.1 · 3
    array([0.7])
    """

    def __init__(
        self,
        parameters: Iterable[Tensor],
        lr: float,
        *,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
    ) -> None:
        for name, value in {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}.items():
            if value < 0:
                raise ValueError(f"{name} must not be negative, but is {value}")
        self.parameters = list(parameters)  # a list: a generator would be used up by one step
        if not self.parameters:
            raise ValueError("there are no parameters to optimise")
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.velocities = [np.zeros_like(p.data) for p in self.parameters]

    def step(self) -> None:
        """Move every parameter that has a gradient by one update.

        The change happens in place, inside the array `p.data`: whoever holds that array sees the
        new values, and its dtype stays. Gradients are read and left as they are. A parameter
        whose `grad` is None is skipped altogether: no decay, and its velocity stays as it is.
        """
        raise NotImplementedError("step 2.3: SGD.step")

    def zero_grad(self) -> None:
        """Set the `grad` of every parameter to None, ready for the next backward pass."""
        raise NotImplementedError("step 2.3: SGD.zero_grad")


def fit(
    model: LinearRegression,
    x: np.ndarray,
    y: np.ndarray,
    *,
    lr: float,
    epochs: int,
    batch_size: int | None = None,
    rng: np.random.Generator | None = None,
) -> list[float]:
    """Train `model` with plain SGD on the mean squared error; return the loss of each epoch.

    `x`, shape (n, in_features), holds the samples and `y`, shape (n,), their targets, both as
    arrays; they are not changed. `model` is anything that maps a batch of samples to predictions
    when it is called and that has `parameters()`.

    An epoch visits every sample exactly once, `batch_size` at a time; the last batch is smaller
    where `batch_size` does not divide n. `batch_size=None` means all samples at once. With `rng`
    the order is a new random permutation in every epoch; without it, the order is that of `x`.
    Each batch makes one update, with the gradient of the mean over *its own* samples, and of
    nothing else: gradients left over from before are cleared.

    The loss of an epoch is the mean, over all n samples, of the losses measured as the epoch
    runs, each batch before its own update. A batch therefore counts by its number of samples:
    sum(batch loss · batch length) / n. The result has `epochs` Python floats.

    `ValueError` if `x` and `y` differ in length or are empty, if `y` has more than one axis, or if
    `batch_size` is less than 1.

    >>> x = np.array([[0.0], [1.0], [2.0]])
    >>> model = LinearRegression(1, rng=np.random.default_rng(0))
    >>> losses = fit(model, x, 2.0 * x[:, 0] + 1.0, lr=0.2, epochs=500)
    >>> round(model.w.item(), 3), round(model.b.item(), 3)
    (2.0, 1.0)
    """
    raise NotImplementedError("step 2.4: fit")
