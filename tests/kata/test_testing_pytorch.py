"""What tests of stage 3 are written with, on small modules with and without bugs."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from kata import learner
from kata.learner import task1
from kata.testing import Mismatch, assert_close, examples, given, pytorch
from kata.testing.literals import assignment, literal
from kata.testing.pytorch import assert_parity, check_gradients, no_side_effects, randomise, tensors

pytestmark = pytest.mark.usefixtures("both_ways")

Run = Callable[..., Any]

LAYERS = """
import torch
from torch import nn

class Affine(nn.Module):
    def __init__(self, width, gain=1.0, tied=False):
        super().__init__()
        self.gain = gain
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))
        self.inner = nn.Sequential(nn.Dropout(0.5))
        self.register_buffer("steps", torch.zeros(2))
        if tied:
            self.again = self.weight

    def forward(self, x):
        return self.gain * x * self.weight + self.bias

def softplus(x):
    return torch.log1p(torch.exp(x))

def detached(x):
    return softplus(x.detach())

class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, g):
        return 3 * g

def doubled(x):
    return Doubled.apply(x)

def overwrite(x):
    x.mul_(2)

def squeeze(x):
    x.unsqueeze_(0)

def draw():
    torch.rand(1)

def switch_off():
    torch.set_grad_enabled(False)

def doubles():
    torch.set_default_dtype(torch.float64)
"""


@pytest.fixture(autouse=True)
def layers(run: Run) -> Any:
    run(LAYERS, allowed=("numpy", "torch"))
    yield
    torch.set_grad_enabled(True)  # in process they are the judge's too
    torch.set_default_dtype(torch.float32)


def affine(weight: Any, bias: Any, x: Any) -> Any:
    return x * weight + bias


def test_parameters_get_numbers_that_are_all_different() -> None:
    layer = task1.Affine(5)
    kept = layer.weight
    values = randomise(layer)
    assert list(values) == ["weight", "bias"] == list(pytorch.parameters(layer))
    numbers = torch.cat(list(values.values()))
    assert numbers.dtype == torch.float64 and len(set(numbers.tolist())) == 10
    assert (numbers != 0).all()
    for name, value in pytorch.parameters(layer).items():
        assert torch.equal(value, values[name])
    assert layer.weight is kept and layer.steps.dtype == torch.float64
    assert randomise(layer, dtype=torch.bfloat16)["bias"].dtype == torch.bfloat16
    again = randomise(layer, seed=1)
    assert not torch.equal(again["weight"], values["weight"])


def test_values_are_loaded_in_place_and_by_name() -> None:
    layer = task1.Affine(2, tied=True)
    weight = layer.weight
    pytorch.load(layer, {"again": torch.tensor([3.0, 4.0]), "steps": torch.ones(2)})
    assert layer.weight is weight and weight.tolist() == [3.0, 4.0]
    assert layer.steps.tolist() == [1.0, 1.0] and layer.bias.tolist() == [0.0, 0.0]
    assert list(pytorch.parameters(layer)) == ["weight", "bias"]
    assert list(pytorch.state(layer)) == ["weight", "bias", "again", "steps"]
    with pytest.raises(KeyError, match="no `gain`; it has weight"):
        pytorch.load(layer, {"gain": torch.ones(2)})
    with pytest.raises(ValueError, match=r"`bias` has shape \(2,\), expected \(1,\)"):
        pytorch.load(layer, {"bias": torch.ones(1)})


def test_modes_are_told_by_name() -> None:
    layer = task1.Affine(2)
    layer.inner.eval()
    assert pytorch.modes(layer) == {"": True, "inner": False, "inner.0": False}


def test_a_tensor_with_a_graph_is_compared_by_its_numbers() -> None:
    layer = task1.Affine(2)
    x = torch.tensor([1.0, 2.0])
    assert_close(layer(x), x, "affine(x)")
    assert_close(layer.weight, [1, 1], "weight")
    with pytest.raises(Mismatch, match="yours is exactly 2 × expected"):
        assert_close(task1.Affine(3, gain=2.0)(torch.arange(1.0, 4.0)), [1, 2, 3], "affine(x)")
    with pytest.raises(Mismatch, match="dtype float32, expected bfloat16"):
        assert_close(layer(x), x.bfloat16(), "affine(x)")
    with pytest.raises(Mismatch, match="yours is an Affine"):
        assert_close(layer, x, "affine(x)")


@given(x=pytorch.layouts(tensors((2, 3))))
def test_parity_holds_for_what_is_right(x: torch.Tensor) -> None:
    layer = task1.Affine(3)
    values = randomise(layer)
    weight, bias = (values[name].requires_grad_() for name in ("weight", "bias"))
    assert_parity(layer, partial(affine, weight, bias), x, what="affine(x)", names=["x"])
    expected = {"weight": weight.grad, "bias": bias.grad}
    pytorch.assert_parameter_gradients(layer, expected, "affine(x)")
    assert_parity(task1.softplus, F.softplus, x, what="softplus(x)")
    assert_parity(
        lambda a, b: task1.softplus(a) * b, lambda a, b: F.softplus(a) * b, x, x, what="…"
    )
    check_gradients(task1.softplus, x, what="softplus(x)")


def test_parameters_of_other_names_are_told() -> None:
    layer = task1.Affine(3)
    layer(torch.ones(3)).backward(torch.ones(3))
    with pytest.raises(AssertionError, match="the parameters weight, bias, expected gain, bias"):
        expected = {"gain": torch.ones(3), "bias": torch.ones(3)}
        pytorch.assert_parameter_gradients(layer, expected, "Affine(3)(x)")
    pytorch.assert_parameter_gradients(layer, {"weight": None, "bias": torch.ones(3)}, "affine")


def test_parity_in_a_module_of_pytorchs() -> None:
    layer, theirs = task1.Affine(3), nn.LayerNorm(3).double()
    theirs.load_state_dict(randomise(layer))
    x = torch.zeros(4, 3, dtype=torch.float64)
    theirs(x).sum().backward()
    found = pytorch.gradients(theirs)
    assert list(found) == ["weight", "bias"] and found["bias"] is not None
    with pytest.raises(Mismatch, match="gradient of `bias` in affine"):
        layer(x).backward(torch.zeros(4, 3, dtype=torch.float64))
        pytorch.assert_parameter_gradients(layer, found, "affine(x)")


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_parity_keeps_the_dtype(dtype: torch.dtype) -> None:
    x = torch.tensor([[0.5, -1.0], [2.0, 3.0]], dtype=dtype)
    assert_parity(task1.softplus, F.softplus, x, what="softplus(x)")
    with pytest.raises(Mismatch, match="dtype"):
        assert_parity(lambda x: task1.softplus(x).double(), F.softplus, x, what="softplus(x)")


def test_wrong_values_and_gradients_are_told() -> None:
    x = torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64)
    with pytest.raises(Mismatch, match=r"^softplus\(x\): values differ"):
        assert_parity(task1.softplus, torch.exp, x, what="softplus(x)")
    with pytest.raises(Mismatch, match=r"^gradient of `x` in doubled\(x\)"):
        assert_parity(task1.doubled, lambda x: 2 * x, x, what="doubled(x)")
    with pytest.raises(Mismatch, match=r"^gradient of `x` in doubled\(x\)"):
        check_gradients(task1.doubled, x, what="doubled(x)")
    with pytest.raises(AssertionError, match="has no graph"):
        assert_parity(task1.detached, F.softplus, x, what="softplus(x)")
    with pytest.raises(AssertionError, match="has no graph"):
        check_gradients(task1.detached, x, what="softplus(x)")


@pytest.mark.parametrize(
    ("name", "words"),
    [("overwrite", "changed"), ("squeeze", "changed"), ("draw", "random"),
     ("switch_off", "is_grad_enabled.. at False"), ("doubles", "default_dtype")],
)  # fmt: skip
def test_side_effects_are_found(name: str, words: str) -> None:
    held = learner.hold(torch.ones(2, 3).T)
    with pytest.raises(AssertionError, match=words), no_side_effects(held):
        getattr(task1, name)(*([held] if name in ("overwrite", "squeeze") else []))


def test_what_has_no_side_effects_passes() -> None:
    held = learner.hold(torch.ones(2, 3).T)
    with no_side_effects(held):
        task1.softplus(held)


def test_tensors_are_shown_as_they_would_be_typed() -> None:
    x = torch.tensor([[1.0, -2.0], [0.5, 3.0]])
    assert literal((x[0], 1)) == "(torch.tensor([ 1., -2.]), 1)"
    assert assignment("x", x.double().T) == (
        "x = torch.tensor([[ 1. ,  0.5],\n"
        "                  [-2. ,  3. ]], dtype=torch.float64)  # not contiguous"
    )
    assert literal(x[0].bfloat16()) == "torch.tensor([ 1., -2.], dtype=torch.bfloat16)"
    assert literal(torch.empty(0, 2)) == "torch.zeros((0, 2), dtype=torch.float32)"
    assert assignment("x", torch.zeros(50)) == (
        "x: a tensor of shape (50,) and dtype torch.float32, values between 0.0 and 0.0"
    )


def test_the_smallest_example_of_tensors_is_shown() -> None:
    @given(x=tensors((1, 3)) | tensors((4, 3)))
    def law(x: torch.Tensor) -> None:
        assert_close(task1.softplus(x), x, "softplus(x)")

    with pytest.raises(Mismatch):
        law()
    assert examples.current.failure and examples.current.failure.example["x"].shape == (1, 3)


def test_generated_tensors_lie_in_memory_in_several_ways() -> None:
    contiguous = set()

    @given(x=pytorch.layouts(tensors((2, 3), dtype=torch.float32)))
    def look(x: torch.Tensor) -> None:
        contiguous.add(x.is_contiguous())
        assert x.shape == (2, 3) and x.dtype == torch.float32
        held = learner.hold(x)
        assert held.stride() == x.stride() and np.array_equal(held.numpy(), x.numpy())

    look()
    assert contiguous == {True, False}


def test_a_recorder_tells_how_a_model_is_called() -> None:
    beside = learner.beside("torch_models")
    layer = task1.Affine(2)
    recorder = beside.recorder(layer)
    x = torch.tensor([1.0, 2.0])
    assert_close(recorder(x), x, "affine(x)")
    recorder.eval()
    assert not layer.training
    recorder(learner.hold(x))
    calls = recorder.calls
    assert [torch.equal(call["inputs"][0], x) for call in calls] == [True, True]
    assert [call["training"] for call in calls] == [[True] * 4, [False] * 4]
    assert [call["grad"] for call in calls] == [True, True]
    assert len(recorder.state_dict()) == 3


def test_many_calls_cost_one_request() -> None:
    beside = learner.beside("torch_models")
    assert beside.repeat(task1.softplus, 3, torch.zeros(1)) == [torch.zeros(1).exp().log1p()] * 3
    numbers = [torch.tensor(float(n)) for n in range(3)]
    assert beside.each(beside.affine(2, 1), numbers) == [1, 3, 5]
