"""What the tests of stage 3 share: PyTorch's tensors and modules, here and over there.

A plain tensor crosses as a copy. A tensor with a graph, a parameter and a module stay over there,
behind a handle; `assert_close` reads the numbers of the first two by itself, `.detach()` fetches
them, `.grad` fetches a gradient. `state_dict()` is a handle too: `parameters` gives plain values. A
function of PyTorch's that is given a handle is carried out over there, and operators are:
`F.mse_loss(handle, target)`, `tensor @ handle`, `torch.autograd.grad(loss, [leaf])`. The *expected*
value is always computed here, from tensors of the test's own.

Gradients, with random numbers sent back, against an independent implementation:

>>> assert_parity(task6.gelu, lambda x: F.gelu(x, approximate="tanh"), x, what="gelu(x)")

A module, with parameters that are all different, and so their gradients:

>>> layer = task6.LayerNorm(6)
>>> theirs = nn.LayerNorm(6).double()
>>> theirs.load_state_dict(randomise(layer))
>>> assert_parity(layer, theirs, x, what="LayerNorm(6)(x)")
>>> assert_parameter_gradients(layer, gradients(theirs), "LayerNorm(6)(x)")

Generated inputs, however they lie in memory, and what no function may do:

>>> @given(x=layouts(tensors((2, 3, 6))))
... def test_…(x):
...     held = learner.hold(x)
...     with no_side_effects(held):
...         assert_close(layer(held), theirs(x), "LayerNorm(6)(x)")
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from hypothesis import strategies as st

from kata import learner
from kata.language import _
from kata.learner import Handle
from kata.phrases import phrase

from . import gradients as finite
from . import tensors as numpy_tensors
from . import wording
from .assertions import assert_close
from .examples import noted
from .strategies import arrays
from .tolerances import DIFFERENCES

Tensor = torch.Tensor
Function = Callable[..., Any]


# Parameters.


def randomise(module: Any, seed: int = 0, dtype: torch.dtype = torch.float64) -> dict[str, Tensor]:
    """Give every parameter of a module new numbers of this dtype, and return these by name.

    None is 0 and no two are alike: a gain of 1 that is forgotten, or a bias of 0 that is added
    twice, would hide. Buffers get the dtype too.
    """
    module.to(dtype)
    rng = np.random.default_rng(seed)
    values = {
        name: torch.from_numpy(_unlike(rng, tuple(value.shape))).to(dtype)
        for name, value in parameters(module).items()
    }
    load(module, values)
    return values


def _unlike(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    numbers = rng.uniform(0.1, 0.9, shape) * rng.choice([-1.0, 1.0], shape)
    return np.asarray(numbers)


def load(module: Any, values: Mapping[str, Tensor]) -> None:
    """Write values into a module's parameters and buffers in place, by name; the rest stays."""
    learner.beside("torch_modules").load(module, dict(values))


def parameters(module: Any) -> dict[str, Tensor]:
    """The values of a module's parameters by name, a shared one once, in their order."""
    found: dict[str, Tensor] = learner.beside("torch_modules").parameters(module)
    return found


def state(module: Any) -> dict[str, Tensor]:
    """The values of `module.state_dict()`."""
    found: dict[str, Tensor] = learner.beside("torch_modules").state(module)
    return found


def gradients(module: Any) -> dict[str, Tensor | None]:
    """The gradients of a module's parameters by name; also of one of the test's own."""
    if isinstance(module, torch.nn.Module):
        return {name: parameter.grad for name, parameter in module.named_parameters()}
    found: dict[str, Tensor | None] = learner.beside("torch_modules").gradients(module)
    return found


def modes(module: Any) -> dict[str, bool]:
    """Whether a module (`""`) and every module inside it are in training mode, by name."""
    found: dict[str, bool] = learner.beside("torch_modules").modes(module)
    return found


def assert_parameter_gradients(
    module: Any, expected: Mapping[str, Tensor | None], what: str
) -> None:
    """Every parameter of the module has the gradient that is expected under its name, if any."""
    found = gradients(module)
    assert found.keys() == expected.keys(), _(
        "{what} has the parameters {mine}, expected {right}"
    ).format(what=phrase(what), mine=", ".join(found), right=", ".join(expected))
    for name, gradient in expected.items():
        if gradient is not None:
            assert_close(found[name], gradient, wording.gradient(name, what))


# Gradients.


def leaf(value: Any, dtype: torch.dtype | None = None) -> Any:
    """A tensor over there that requires gradients, lying in memory as this one."""
    return learner.hold(torch.as_tensor(value, dtype=dtype).detach()).requires_grad_()


def weights(out: Tensor) -> Tensor:
    """A gradient to send back to such a tensor: between 0.5 and 2 in size, of either sign."""
    numbers = finite.random_gradient(tuple(out.shape), np.dtype(np.float64))
    return torch.from_numpy(numbers).to(out.dtype)


def assert_parity(
    f: Function, reference: Function, *tensors: Any, what: str, names: Sequence[str] | None = None
) -> None:
    """`f` over there and `reference` here: the same value and, of floating inputs, gradients.

    `f` is the learner's, or a function of the test's that is handed leaves over there; a module on
    either side gets the gradients of its parameters too, in `.grad`. Inputs that are no floating
    tensors reach both as they are. `names` are those of `f`'s parameters, unless given.

    >>> assert_parity(lambda q, k: task6.scores(q, k), lambda q, k: q @ k.mT, q, k, what="…")
    """
    theirs = [_leaf_here(value) for value in tensors]
    right = reference(*theirs)
    leaves = [leaf(value) if _floats(value) else value for value in tensors]
    out = f(*leaves)
    assert_close(out, right, what)
    g = weights(right)
    right.backward(g)
    with noted(g=g):
        _differentiable(out, what).backward(g)
        for name, mine, other in zip(_names(f, names, tensors), leaves, theirs, strict=True):
            if _floats(other) and other.grad is not None:
                assert_close(mine.grad, other.grad, wording.gradient(name, what))


def check_gradients(
    f: Function, *tensors: Any, what: str, names: Sequence[str] | None = None
) -> None:
    """The gradients of `f` over there agree with central differences of its own values.

    For what PyTorch does not have: that the values are right is for other tests to say. Floating
    inputs are in float64.
    """
    leaves = [leaf(value) if _floats(value) else value for value in tensors]
    out = f(*leaves)
    g = weights(learner.detached(_differentiable(out, what)))

    def forward(*arrays: np.ndarray) -> np.ndarray:
        value = f(*map(torch.from_numpy, arrays))
        plain: Tensor = learner.detached(value) if isinstance(value, Handle) else value
        return plain.numpy()

    arrays = [value.numpy() for value in tensors]
    with noted(g=g):
        out.backward(g)
        for k, name in enumerate(_names(f, names, tensors)):
            if _floats(tensors[k]):
                expected = finite.numerical_gradient(forward, arrays, k, g.numpy())
                about = wording.gradient(name, what)
                assert_close(leaves[k].grad, expected, about, tolerance=DIFFERENCES)


def _differentiable(out: Any, what: str) -> Any:
    assert isinstance(out, Handle) and out.requires_grad, _(
        "{what} has no graph, so no gradient can flow back: is there a `detach()`, a `.data`, a "
        "`no_grad()` or a way through NumPy in it?"
    ).format(what=phrase(what))
    return out


def _floats(value: Any) -> bool:
    return isinstance(value, Tensor) and value.is_floating_point()


def _leaf_here(value: Any) -> Any:
    return value.detach().clone().requires_grad_() if _floats(value) else value


def _names(f: Function, names: Sequence[str] | None, tensors: Sequence[Any]) -> Sequence[str]:
    return names or finite.parameter_names(f, len(tensors))


# Generated inputs.


def tensors(shape: Any = None, *, dtype: torch.dtype = torch.float64, **options: Any) -> Any:
    """Tensors of the numbers that `kata.testing.arrays` makes, from the same parameters."""

    def convert(made: Any) -> Any:
        several = isinstance(made, tuple)
        return tuple(map(convert, made)) if several else torch.from_numpy(made).to(dtype)

    return arrays(shape, **options).map(convert)


def layouts(values: st.SearchStrategy[Tensor]) -> st.SearchStrategy[Tensor]:
    """The same tensors, lying in memory in the ways that PyTorch knows; send them with `hold`."""
    return st.tuples(values, st.sampled_from(_LAYOUTS)).map(lambda pair: pair[1](pair[0]))


def _plain(tensor: Tensor) -> Tensor:
    return tensor


def _transposed(tensor: Tensor) -> Tensor:
    axes = tuple(reversed(range(tensor.ndim)))
    return tensor.permute(axes).contiguous().permute(axes)


def _with_gaps(tensor: Tensor) -> Tensor:
    return torch.stack([tensor, torch.zeros_like(tensor)], dim=-1)[..., 0]


_LAYOUTS = (_plain, _transposed, _with_gaps)


# What no function may do.


@contextmanager
def no_side_effects(*held: Any) -> Iterator[None]:
    """What runs inside writes to nothing held, prints nothing, draws no global random numbers, and
    leaves PyTorch's settings (gradients recorded or not, the default dtype) as they were."""
    settings = learner.beside("torch_modules").settings
    before = settings()
    with numpy_tensors.no_side_effects(*held):
        yield
    after = settings()
    for name, value in before.items():
        text = _("your code left {setting} at {after}, which was {before} before")
        assert after[name] == value, text.format(setting=name, after=after[name], before=value)
