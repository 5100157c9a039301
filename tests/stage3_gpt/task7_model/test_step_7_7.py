"""Step 7.7: initialising the weights."""

import math

import torch

from kata import learner
from kata.learner import task7_model as task7
from kata.testing import EXACT, assert_close, step
from kata.testing.pytorch import parameters, randomise

WIDTH = 120  # 14400 numbers in the smallest layer: its deviation is within 0.6% of the true one
RESIDUAL = ("c_proj", "branches.left.0.c_proj")
OTHERS = ("table", "branches.left.0.c_projection", "layers.0")
NEARLY = ("branches.left.0.c_projection", "branches.left.0.vec_proj")


def model(bias=True):
    """A model of embeddings, linear layers and more, in no way like a GPT."""
    return learner.beside("gpt").model(WIDTH, bias)


def drawn(module, n_layer, seed=0):
    """The parameters by name after `init_weights` with the global generator at a seed."""
    learner.beside("gpt").seeded(seed, task7.init_weights, module, n_layer)
    return parameters(module)


def assert_normal(weight, std, what):
    """The weights look drawn from a normal distribution with mean 0: six standard errors."""
    n = weight.numel()
    found, mean = weight.std().item(), weight.mean().item()
    room = 6 / math.sqrt(2 * n)
    assert abs(found / std - 1) < room, (
        f"{what} has the standard deviation {found:.5f}, expected {std:.5f}"
    )
    assert abs(mean) < 6 * std / math.sqrt(n), f"{what} has the mean {mean:.5f}, expected 0"
    within = (weight.abs() < std).double().mean().item()  # 0.577 if uniform
    assert abs(within - 0.6827) < 6 * 0.4655 / math.sqrt(n), (
        f"{within:.1%} of {what} lie within one standard deviation: a normal distribution has 68.3%"
    )


@step("7.7")
def test_deviations_that_you_can_check_by_hand():
    """With 8 blocks the layers named c_proj get 0.02 / √16 = 0.005, every other one 0.02."""
    values = drawn(model(), 8)
    for name in RESIDUAL:
        assert_normal(values[f"{name}.weight"], 0.005, f"the weight of `{name}` for 8 blocks")
    for name in OTHERS:
        assert_normal(values[f"{name}.weight"], 0.02, f"the weight of `{name}` for 8 blocks")


@step("7.7")
def test_residual_layers_shrink_with_the_number_of_blocks_that_is_given():
    """It is `n_layer` that counts, not what the model holds: 0.02 / √(2 · n_layer)."""
    for n_layer in (1, 2, 50):
        values = drawn(model(bias=False), n_layer)
        std = 0.02 / math.sqrt(2 * n_layer)
        for name in RESIDUAL:
            assert_normal(values[f"{name}.weight"], std, f"the weight of `{name}` for {n_layer}")
        for name in OTHERS:
            assert_normal(values[f"{name}.weight"], 0.02, f"the weight of `{name}` for {n_layer}")


@step("7.7")
def test_nearly_the_name_is_another_name():
    """It is layers named c_proj that shrink, whatever they are part of, not c_projection or
    vec_proj."""
    values = drawn(model(), 8)
    assert_normal(values["c_proj.weight"], 0.005, "the weight of `c_proj` for 8 blocks")
    for name in NEARLY:
        assert_normal(values[f"{name}.weight"], 0.02, f"the weight of `{name}` for 8 blocks")


@step("7.7")
def test_biases_are_zero():
    """Every linear layer's bias becomes 0, whatever it was; a layer may also have none."""
    module = model()
    randomise(module, dtype=torch.float32)
    values = drawn(module, 3)
    for name in (*RESIDUAL, "branches.left.0.c_projection", "layers.0"):
        bias = values[f"{name}.bias"]
        assert_close(bias, torch.zeros_like(bias), f"the bias of `{name}`", tolerance=EXACT)
    without = drawn(model(bias=False), 3)
    assert_normal(without["layers.0.weight"], 0.02, "the weight of a layer without a bias")


@step("7.7")
def test_the_rest_is_left_as_it_is():
    """Normalisations, and parameters of neither a linear layer nor an embedding, keep their
    values."""
    module = model()
    before = randomise(module, dtype=torch.float32)
    after = drawn(module, 2)
    rest = ("norm.weight", "norm.bias", "branches.left.0.norm.weight", "scale")
    for name in rest:
        assert_close(after[name], before[name], f"`{name}`", tolerance=EXACT)
    for name in before.keys() - {*rest, "branches.left.0.norm.bias"}:
        assert not torch.any(after[name] == before[name]), f"`{name}` was not drawn anew"


@step("7.7")
def test_a_single_layer_is_a_model_too():
    """A linear layer or an embedding may be the whole model; every size is drawn alike."""
    there = learner.beside("gpt")
    for make, sizes in (
        (there.linear, (40, 500)),
        (there.linear, (500, 40)),
        (there.table, (300, 50)),
    ):
        values = drawn(make(*sizes), 7)
        assert_normal(values["weight"], 0.02, f"the weight of a layer of sizes {sizes}")


@step("7.7")
def test_weights_come_from_the_global_generator():
    """The same `torch.manual_seed` gives the same weights, another one others, and every layer
    its own."""
    first, again, other = (drawn(model(), 2, seed) for seed in (5, 5, 6))
    for name, value in first.items():
        assert_close(again[name], value, f"`{name}` after the same seed", tolerance=EXACT)
        if name.endswith("weight") and "norm" not in name:
            assert not torch.equal(other[name], value), f"`{name}` is the same after another seed"
    left, right = (first[f"{name}.weight"] for name in RESIDUAL)
    assert not torch.equal(left, right), f"the weights of {' and '.join(RESIDUAL)} are alike"
    assert_normal(first["table.weight"], 0.02, "the weight of the embedding")


@step("7.7")
def test_weights_are_drawn_in_place():
    """The parameters stay the same objects, so a weight that two layers share stays shared."""
    module = model()
    layer = module.branches["left"][0].c_projection
    module.table.weight = layer.weight
    shared, bias = layer.weight, layer.bias
    before = shared.detach()
    values = drawn(module, 1)
    assert module.table.weight is shared and layer.weight is shared, (
        "a weight that layers share must stay shared: draw into it, and make no new parameter"
    )
    assert layer.bias is bias, "a bias must stay the parameter that it was"
    assert shared.requires_grad and shared.is_leaf, "a weight must stay a parameter to be trained"
    assert not torch.any(shared.detach() == before), "the shared weight was not drawn anew"
    assert_normal(values["table.weight"], 0.02, "the weight that two layers share")
    assert learner.printed() == "", "init_weights printed something"
