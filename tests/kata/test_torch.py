"""PyTorch across the boundary: what crosses, what stays, and what is asked of over there."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from kata import learner
from kata.learner import task1
from kata.learner.session import ModuleBroken

pytestmark = pytest.mark.usefixtures("both_ways")

Run = Callable[..., Any]

CODE = """
import numpy as np
import torch
from torch import nn

weight = nn.Parameter(torch.tensor([1.0, 2.0]))
plain = torch.arange(6.0).reshape(2, 3)

def leaf(value):
    return torch.tensor(value, requires_grad=True)

def same(x):
    return x

def view(x):
    return x.T

def copy(x):
    return x.T.clone()

def to_numpy(x):
    return x.numpy()

def clear(x):
    x.zero_()

def unsqueeze(x):
    x.unsqueeze_(0)

def describe(x):
    return [x.dtype, x.shape, x.device, x.requires_grad, list(x.stride()), x.is_leaf]

def draw(generator, n):
    return torch.rand(n, generator=generator)

def draw_globally():
    return torch.rand(1)
"""


@pytest.fixture(autouse=True)
def code(run: Run) -> None:
    run(CODE, allowed=("numpy", "torch"))


def test_plain_tensors_cross_both_ways() -> None:
    for x in (
        torch.ones(2, 3).bfloat16().T,
        torch.tensor(2),
        torch.empty(0, 2),
        torch.tensor([True]),
    ):
        assert task1.describe(x)[:4] == [x.dtype, x.shape, torch.device("cpu"), False]
        assert torch.equal(task1.same(x), x)
    task1.plain.zero_()  # a copy
    assert task1.plain.sum() == 15.0


def test_what_has_a_graph_stays_and_shows_its_data() -> None:
    a = task1.leaf([1.0, 2.0])
    out = (a * task1.weight).sum()
    assert isinstance(out, learner.Handle) and out.requires_grad
    assert out.detach() == 5.0 and out.item() == 5.0
    assert a.grad is None
    out.backward()
    assert a.grad.tolist() == [1.0, 2.0] and task1.weight.grad.tolist() == [1.0, 2.0]
    assert a.shape == torch.Size([2]) and a.dtype is torch.float32 and len(a) == 2
    assert task1.weight.data.tolist() == [1.0, 2.0] and a.is_leaf and not out.is_leaf
    task1.weight.data = torch.tensor([5.0, 6.0])
    assert task1.weight.tolist() == [5.0, 6.0] and a[1].item() == 2.0


OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lt", "le", "gt", "ge")


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_with_a_tensor_on_either_side_are_carried_out_over_there(name: str) -> None:
    operation = getattr(operator, name)
    x, y = torch.tensor([1.0, 4.0]), torch.tensor([2.0, 3.0])
    there = task1.leaf([2.0, 3.0])
    for mine, right in (
        (operation(x, there), operation(x, y)),
        (operation(there, x), operation(y, x)),
        (operation(2.0, there), operation(2.0, y)),
    ):
        assert torch.equal(
            learner.detached(mine) if isinstance(mine, learner.Handle) else mine, right
        )
    product = torch.eye(2) @ there
    assert isinstance(product, learner.Handle) and product.tolist() == [2.0, 3.0]


def test_functions_of_pytorch_are_carried_out_over_there() -> None:
    x, there = torch.tensor([1.0, 4.0]), task1.leaf([2.0, 3.0])
    assert torch.add(x, there).tolist() == [3.0, 7.0] == torch.add(there, x).tolist()
    assert torch.add(x, there, alpha=2).tolist() == [5.0, 10.0]
    assert torch.stack([x, there]).shape == (2, 2)
    loss = F.mse_loss(there, x)
    assert F.mse_loss(input=there, target=x).item() == loss.item() == 1.0
    (gradient,) = torch.autograd.grad(loss, [there])
    assert gradient.tolist() == [1.0, -1.0] and there.grad is None


def test_a_tensor_with_a_graph_of_the_judges_own_is_not_sent() -> None:
    with pytest.raises(TypeError, match="requires gradients"):
        task1.same(torch.ones(2, requires_grad=True))


LAID_OUT = {
    "plain": torch.arange(24.0).reshape(4, 6),
    "transposed": torch.arange(24.0).reshape(4, 6).T,
    "with gaps": torch.arange(24.0).reshape(4, 6)[1::2, 1::3],
    "expanded": torch.arange(3.0).expand(2, 3),
    "a number": torch.tensor(3.0),
    "one of many": torch.arange(3.0)[1],
    "empty": torch.empty(0, 3),
    "bfloat16": torch.arange(6.0).bfloat16()[::2],
    "integers": torch.arange(6)[1:],
    "booleans": torch.tensor([True, False, True])[::2],
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_held_tensors_keep_their_layout(name: str) -> None:
    tensor = LAID_OUT[name]
    held = learner.hold(tensor)
    assert isinstance(held, learner.Handle) and learner.hold(tensor) is not held
    dtype, shape, device, needs, strides, is_leaf = task1.describe(held)
    assert (dtype, shape, strides) == (tensor.dtype, tensor.shape, list(tensor.stride()))
    assert device == torch.device("cpu") and not needs and is_leaf
    assert torch.equal(learner.detached(held), tensor)
    assert learner.unchanged(held)
    if tensor.numel() and name != "expanded":
        before = tensor.clone()
        task1.clear(held)
        assert not learner.unchanged(held) and torch.equal(tensor, before)


def test_a_change_of_shape_in_place_is_a_change() -> None:
    held = learner.hold(torch.ones(2, 3))
    task1.unsqueeze(held)
    assert held.shape == (1, 2, 3) and not learner.unchanged(held)


def test_a_held_tensor_becomes_a_leaf() -> None:
    held = learner.hold(torch.ones(3, 2).T)
    assert held.requires_grad_() is held
    (held * 2).sum().backward()
    assert held.grad.tolist() == [[2.0] * 3] * 2 and learner.unchanged(held)


def test_memory_of_tensors_and_arrays_is_asked_of_over_there() -> None:
    for held in (learner.hold(torch.ones(2, 3)), learner.hold(torch.ones(2, 3).bfloat16())):
        assert learner.shares_memory(learner.kept(task1.view, held), held)
        assert not learner.shares_memory(learner.kept(task1.copy, held), held)
    held = learner.hold(torch.ones(2, 3))
    array = learner.kept(task1.to_numpy, held)
    assert learner.shares_memory(array, held) and learner.shares_memory(held, array)
    assert not learner.shares_memory(learner.hold(np.ones(2)), held)
    first, second = learner.kept(operator_getitem, held, 0), learner.kept(operator_getitem, held, 1)
    assert not learner.shares_memory(first, second)
    assert learner.shares_memory(learner.ref(task1.weight, "data"), task1.weight)
    assert learner.kept(task1.same, 5) == 5


def operator_getitem(value: Any, key: Any) -> Any:
    return value[key]


def test_a_generator_moves_on_over_there() -> None:
    generator, expected = learner.generator(3), torch.Generator().manual_seed(3)
    for _ in range(2):
        assert torch.equal(task1.draw(generator, 4), torch.rand(4, generator=expected))
    assert not torch.equal(task1.draw(learner.generator(4), 4), task1.draw(learner.generator(3), 4))


def test_the_global_random_state_of_pytorch_is_watched() -> None:
    before = learner.random_state()
    task1.draw(learner.generator(0), 2)
    assert learner.random_state() == before
    task1.draw_globally()
    assert learner.random_state() != before


@pytest.mark.parametrize("name", ["tokenizers", "transformers", "sklearn", "scipy.special"])
def test_packages_that_would_do_the_work_are_refused(run: Run, name: str) -> None:
    run(f"import {name}", allowed=("numpy", "torch"))
    with pytest.raises(ModuleBroken, match=f"`import {name}` is not allowed in this stage: it is"):
        task1.anything()


def test_a_learner_process_has_one_thread_and_all_that_an_optimizer_loads(
    run: Run, both_ways: str
) -> None:
    code = """
        import sys, torch
        def ready():
            loaded = "torch._dynamo" in sys.modules
            parameter = torch.nn.Parameter(torch.ones(3))
            optimizer = torch.optim.AdamW([parameter])
            (parameter @ parameter).backward()
            optimizer.step()
            return [loaded, torch.get_num_threads()]
        """
    run(code, allowed=("numpy", "torch"))
    assert task1.ready() == [True, 1] or both_ways == "in process"


def test_every_process_starts_with_the_same_random_states(run: Run) -> None:
    code = """
        import random, numpy, torch
        def draw():
            return [random.random(), numpy.random.rand(), torch.rand(2)]
        """
    start = run(code, allowed=("numpy", "torch"))
    first = task1.draw()
    learner.open_with(start)
    again = task1.draw()
    assert first[:2] == again[:2] and torch.equal(first[2], again[2])
    assert not torch.equal(task1.draw()[2], first[2])
