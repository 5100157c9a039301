"""What the tests of modules share: parameters that are all different, and PyTorch's counterpart."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from kata.language import _

from . import wording
from .assertions import assert_close


class Parameters(dict[str, np.ndarray]):
    """Values by the names of their parameters; asking for one that is not there fails the test."""

    def __missing__(self, name: str) -> np.ndarray:
        text = _("there should be a parameter `{name}`; the parameters are {names}")
        raise AssertionError(text.format(name=name, names=", ".join(self)))


def randomise(module: Any, seed: int = 0, dtype: DTypeLike = np.float64) -> Parameters:
    """Give every parameter new numbers, none of them 0, and return these by name.

    A fresh layer hides bugs: a gain of 1 that is forgotten, a bias of 0 that is added twice.
    """
    rng = np.random.default_rng(seed)
    values = Parameters()
    for name, parameter in module.named_parameters():
        shape = parameter.shape
        numbers = rng.uniform(0.1, 0.9, shape) * rng.choice([-1.0, 1.0], shape)
        values[name] = parameter.data = numbers.astype(dtype)
    return values


def assert_parameter_names(found: Iterable[str], wanted: Iterable[str]) -> None:
    """The parameters have the names asked for, in their order."""
    found, wanted = list(found), list(wanted)
    if missing := [name for name in wanted if name not in found]:
        text = _("parameters that are missing: {names}")
        raise AssertionError(text.format(names=", ".join(missing)))
    if extra := [name for name in found if name not in wanted]:
        text = _("parameters that nobody asked for: {names}")
        raise AssertionError(text.format(names=", ".join(extra)))
    if found != wanted:
        text = _("the parameters should come in this order: {names}")
        raise AssertionError(text.format(names=", ".join(wanted)))


def assert_parameter_gradients(module: Any, expected: Mapping[str, Any], what: str) -> None:
    """Every parameter of the module has the gradient that is expected under its name."""
    for name, parameter in module.named_parameters():
        if name not in expected:
            raise AssertionError(_("there should be no parameter `{name}`").format(name=name))
        assert_close(parameter.grad, expected[name], wording.gradient(name, what))


def load_into_pytorch(model: Any, values: Mapping[str, np.ndarray]) -> Any:
    """Give PyTorch's attention, encoder layer or encoder these parameters; return it, in float64 or
    whatever dtype they have.

    PyTorch stacks the projections of queries, keys and values into one, and has other names.
    """
    import torch

    values, state = Parameters(values), {}
    for name, value in values.items():
        if "q_proj" in name:
            stack = [values[name.replace("q_proj", f"{letter}_proj")] for letter in "qkv"]
            name, value = name.replace("q_proj.", "in_proj_"), np.concatenate(stack)
        name = name.replace("attention.", "self_attn.").replace("feed_forward.", "")
        if "k_proj" not in name and "v_proj" not in name:
            state[name] = torch.tensor(value)
    dtype = next(iter(state.values())).dtype
    wanted = {name: value.shape for name, value in model.state_dict().items()}
    if wanted != {name: value.shape for name, value in state.items()}:
        names = ", ".join(f"{name} {value.shape}" for name, value in values.items())
        text = _("these are not the parameters asked for, or not their shapes: {names}")
        raise AssertionError(text.format(names=names))
    model.to(dtype).load_state_dict(state)
    return model


def gradients_in_pytorch(model: Any) -> dict[str, Any]:
    """The gradients of such a model, under the names that this project has for them."""
    gradients = {}
    for name, parameter in model.named_parameters():
        name = name.replace("self_attn.", "attention.")
        name = re.sub(r"\b(linear[12])", r"feed_forward.\1", name)
        if "in_proj_" in name:
            for letter, part in zip("qkv", parameter.grad.chunk(3), strict=True):
                gradients[name.replace("in_proj_", f"{letter}_proj.")] = part
        else:
            gradients[name] = parameter.grad
    return gradients


def linear_model(w: ArrayLike, b: ArrayLike) -> Any:
    """A model with these parameters."""
    from kata import learner
    from kata.learner import task2

    model = task2.LinearRegression(np.size(w), rng=learner.rng(0))
    model.w.data = np.array(w)
    model.b.data = np.array(b)
    return model


def linear(weight: ArrayLike, bias: ArrayLike | None) -> Any:
    """A layer with these parameters."""
    from kata import learner
    from kata.learner import task3

    out_features, in_features = np.shape(weight)
    layer = task3.Linear(in_features, out_features, bias is not None, rng=learner.rng(0))
    layer.weight.data = np.array(weight)
    if bias is not None:
        layer.bias.data = np.array(bias)
    return layer
