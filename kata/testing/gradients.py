"""Gradients, judged against finite differences and against PyTorch.

The gradient handed to `backward` is always a random one: the sum of many outputs (a softmax, a
layer norm) has gradient zero whatever the code, and a gradient of ones hides a factor forgotten.
"""

import inspect
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kata.language import _
from kata.learner import Handle
from kata.phrases import phrase

from . import wording
from .assertions import assert_close
from .examples import noted
from .tolerances import DIFFERENCES, coarser, for_dtypes

Reference = Callable[..., Any]
STEP = math.cbrt(float(np.finfo(np.float64).eps))  # 6e-6


def check_gradients(
    f: Callable[..., Any],
    *arrays: np.ndarray,
    what: str,
    reference: Reference | None = None,
    names: Sequence[str] | None = None,
) -> None:
    """`f(*tensors).backward(g)` must leave the true gradient in every floating input's `.grad`.

    `f` works on the learner's tensors; inputs that are no floating arrays reach it as they are.
    The truth are central differences of `reference`, the same function on NumPy arrays; without
    one, of the learner's own forward pass, which other tests judge. `names` are those of `f`'s
    parameters, unless given.

    >>> check_gradients(lambda a, b: a * b, x, y, what="a * b", reference=np.multiply)
    """
    arrays = tuple(map(np.asarray, arrays))
    tensors = _tensors(arrays)
    out = _output(f(*tensors), what)
    forward = reference or _forward(f)
    g = random_gradient(np.shape(forward(*arrays)), _dtype(arrays))
    with noted(g=g):
        out.backward(g)
        for name, tensor, array, k in _floating(f, names, tensors, arrays):
            expected = numerical_gradient(forward, arrays, k, g)
            _compare(tensor.grad, expected.astype(array.dtype), wording.gradient(name, what))


def check_vjp(
    f: Callable[..., Any],
    *arrays: np.ndarray,
    what: str,
    reference: Reference | None = None,
    names: Sequence[str] | None = None,
) -> None:
    """`f(*tensors).vjp(g)` must give every input its share of the gradient: one operation alone.

    Like `check_gradients`, for steps that come before `backward`; an input used twice gets two
    shares, which are added.
    """
    arrays = tuple(map(np.asarray, arrays))
    tensors = _tensors(arrays)
    out = _output(f(*tensors), what)
    forward = reference or _forward(f)
    g = random_gradient(np.shape(forward(*arrays)), _dtype(arrays))
    with noted(g=g):
        shares, parents = out.vjp(g), out.parents
        assert isinstance(shares, tuple | list) and len(shares) == len(parents), _(
            "vjp(g) of {what} must return one gradient for each of its {n} parents, in their "
            "order; it returned {shares}"
        ).format(what=phrase(what), n=len(parents), shares=_counted(shares))
        for name, tensor, array, k in _floating(f, names, tensors, arrays):
            own = [s for s, parent in zip(shares, parents, strict=True) if parent is tensor]
            text = _("`{name}` is not among the parents of {what}")
            assert own, text.format(name=name, what=phrase(what))
            share = own[0] if len(own) == 1 else sum(own[1:], start=own[0])
            expected = numerical_gradient(forward, arrays, k, g)
            _compare(share, expected.astype(array.dtype), wording.share(name, what))


def assert_parity(
    f: Callable[..., Any],
    torch_f: Callable[..., Any],
    *arrays: np.ndarray,
    what: str,
    dtype: Any = np.float64,
    names: Sequence[str] | None = None,
) -> None:
    """`f` on the learner's tensors and `torch_f` on PyTorch's: same value, same gradients.

    Floating arrays are given to both as `dtype`. Where PyTorch says that an input gets no
    gradient, nothing is asked of the learner's.
    """
    import torch

    arrays = tuple(np.asarray(a, dtype if a.dtype.kind == "f" else None) for a in arrays)
    theirs = [torch.tensor(a, requires_grad=a.dtype.kind == "f") for a in arrays]
    right = torch_f(*theirs)
    tensors = _tensors(arrays)
    out = _output(f(*tensors), what)
    assert_close(out.data, right, what)
    g = random_gradient(tuple(right.shape), _dtype(arrays))
    right.backward(torch.from_numpy(g))
    with noted(g=g):
        out.backward(g)
        for name, tensor, _array, k in _floating(f, names, tensors, arrays):
            if theirs[k].grad is not None:
                assert_close(tensor.grad, theirs[k].grad, wording.gradient(name, what))


def numerical_gradient(
    forward: Reference, arrays: Sequence[np.ndarray], k: int, g: np.ndarray
) -> np.ndarray:
    """The gradient of `(forward(*arrays) * g).sum()` for `arrays[k]`, by central differences.

    In float64, whatever the dtypes; the step (6e-6 times the input's size) makes truncation and
    rounding equally small.
    """
    inputs = [np.array(a, np.float64 if a.dtype.kind == "f" else None) for a in arrays]
    at = inputs[k]
    gradient = np.empty_like(at)
    for place in np.ndindex(at.shape):
        middle = at[place]
        step = STEP * max(1.0, abs(float(middle)))
        above, below = middle + step, middle - step
        at[place] = above
        rise = np.asarray(forward(*inputs), dtype=np.float64)
        at[place] = below
        rise = rise - np.asarray(forward(*inputs), dtype=np.float64)
        at[place] = middle
        gradient[place] = (rise * g).sum() / (above - below)
    return gradient


def _tensors(arrays: Sequence[np.ndarray]) -> list[Any]:
    from kata.learner import task1

    return [
        task1.Tensor(array, requires_grad=True) if array.dtype.kind == "f" else array
        for array in arrays
    ]


def _forward(f: Callable[..., Any]) -> Reference:
    from kata.learner import task1

    def forward(*arrays: np.ndarray) -> np.ndarray:
        tensors = [task1.Tensor(array) if array.dtype.kind == "f" else array for array in arrays]
        return np.asarray(f(*tensors).data)

    return forward


def _floating(
    f: Callable[..., Any],
    names: Sequence[str] | None,
    tensors: Sequence[Any],
    arrays: Sequence[np.ndarray],
) -> list[tuple[str, Any, np.ndarray, int]]:
    """Name, tensor, array and position of each input that has a gradient."""
    names = names or parameter_names(f, len(arrays))
    together = zip(names, tensors, arrays, range(len(arrays)), strict=True)
    return [(name, t, array, k) for name, t, array, k in together if array.dtype.kind == "f"]


def parameter_names(f: Callable[..., Any], count: int) -> list[str]:
    """What `f` calls its inputs."""
    if not isinstance(f, Handle):  # whose signature is over there
        parameters = inspect.signature(f).parameters.values()
        if len(parameters) == count and all(p.kind is not p.VAR_POSITIONAL for p in parameters):
            return [p.name for p in parameters]
    return ["x"] if count == 1 else [f"input {i + 1}" for i in range(count)]


def _output(out: Any, what: str) -> Any:
    text, what = _("{what} must give a Tensor; it gave {type}"), phrase(what)
    assert isinstance(out, Handle), text.format(what=what, type=type(out).__name__)
    return out


def random_gradient(shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Numbers between 0.5 and 2 of either sign, in tenths; the same for the same shape."""
    rng = np.random.default_rng([len(shape), *shape])
    sizes = rng.integers(5, 21, shape) / 10
    return np.asarray(np.where(rng.random(shape) < 0.5, -sizes, sizes), dtype=dtype)


def _dtype(arrays: Sequence[np.ndarray]) -> np.dtype:
    return np.result_type(*(array.dtype for array in arrays if array.dtype.kind == "f"))


def _compare(actual: Any, expected: np.ndarray, what: str) -> None:
    tolerance = coarser(DIFFERENCES, for_dtypes(expected.dtype.name))
    assert_close(actual, expected, what, tolerance=tolerance)


def _counted(shares: Any) -> str:
    return str(len(shares)) if isinstance(shares, tuple | list) else type(shares).__name__
