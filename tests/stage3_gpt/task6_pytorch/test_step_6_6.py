"""Step 6.6: the hand-written weights in the block of PyTorch's."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from kata import learner
from kata.learner import task1, task3, task4, task5, task6
from kata.testing import EXACT, assert_close, raises, step
from kata.testing import modules as by_hand
from kata.testing.pytorch import (
    assert_parameter_gradients,
    leaf,
    no_side_effects,
    parameters,
    randomise,
)

BATCH, LENGTH, D, HEADS, D_FF = 3, 5, 8, 2, 7  # no two sizes alike
KINDS = pytest.mark.parametrize("norm_first", [True, False], ids=["pre-norm", "post-norm"])
PAIRS = {  # the same part in PyTorch and by hand
    "Linear": (lambda: task6.Linear(3, 2), lambda rng: task3.Linear(3, 2, rng=rng)),
    "LayerNorm": (lambda: task6.LayerNorm(4), lambda rng: task5.LayerNorm(4)),
    "FeedForward": (lambda: task6.FeedForward(3, 5), lambda rng: task5.FeedForward(3, 5, rng=rng)),
    "MultiHeadAttention": (
        lambda: task6.MultiHeadAttention(6, 2),
        lambda rng: task4.MultiHeadAttention(6, 2, rng=rng),
    ),
}
MISFITS = {  # what is in PyTorch, what by hand, and the names that the message has to mention
    "a bias too few": (
        lambda: task6.Linear(3, 2),
        lambda rng: task3.Linear(3, 2, False, rng=rng),
        ["bias"],
    ),
    "a bias too many": (
        lambda: task6.Linear(3, 2, bias=False),
        lambda rng: task3.Linear(3, 2, rng=rng),
        ["bias"],
    ),
    "a weight transposed": (
        lambda: task6.Linear(3, 2),
        lambda rng: task3.Linear(2, 3, rng=rng),
        ["weight", "bias", "(2, 3)", "(3, 2)"],
    ),
    "shapes that would broadcast": (
        lambda: task6.Linear(3, 2),
        lambda rng: task3.Linear(3, 1, rng=rng),
        ["weight", "bias", "(1, 3)"],
    ),
    "another d_ff": (
        lambda: task6.TransformerEncoderBlock(4, 2, 5),
        lambda rng: task5.TransformerEncoderBlock(4, 2, 6, rng=rng),
        [f"feed_forward.{name}" for name in ("linear1.weight", "linear1.bias", "linear2.weight")],
    ),
    "another part": (
        lambda: task6.FeedForward(3, 5),
        lambda rng: task3.Linear(3, 5, rng=rng),
        ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"],
    ),
}


def blocks(norm_first=True, activation="relu", dtype=torch.float64):
    """Both blocks, with other parameters each, and those of the hand-written one by name."""
    options = {"norm_first": norm_first, "activation": activation}
    ours = task5.TransformerEncoderBlock(D, HEADS, D_FF, rng=learner.rng(0), **options)
    theirs = task6.TransformerEncoderBlock(D, HEADS, D_FF, **options)
    randomise(theirs, seed=1, dtype=dtype)
    return theirs, ours, by_hand.randomise(ours, seed=2)


def numbers(seed=3):
    return np.random.default_rng(seed).normal(size=(BATCH, LENGTH, D))


@step("6.6")
def test_a_layer_that_you_can_check_by_hand():
    """The weight and the bias of a layer go over, and the layer of PyTorch's computes with them."""
    ours = by_hand.linear([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [10.0, 20.0, 30.0])
    layer = task6.Linear(2, 3)
    task6.load_numpy_weights(layer, ours)
    values = parameters(layer)
    assert_close(values["weight"], torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "`weight`")
    assert_close(values["bias"], torch.tensor([10.0, 20.0, 30.0]), "`bias`")
    assert_close(layer(torch.ones(2)), torch.tensor([13.0, 27.0, 41.0]), "the layer of [1, 1]")


@step("6.6")
@pytest.mark.parametrize("name", list(PAIRS))
def test_every_part_can_be_carried_over(name):
    """Any pair of modules whose parameters have the same names and shapes will do."""
    make_theirs, make_ours = PAIRS[name]
    theirs, ours = make_theirs(), make_ours(learner.rng(0))
    randomise(theirs, seed=1)
    values = by_hand.randomise(ours, seed=2)
    with no_side_effects():
        task6.load_numpy_weights(theirs, ours)
    found = parameters(theirs)
    assert list(found) == list(values), f"{name} now has the parameters {list(found)}"
    for key, value in values.items():
        assert_close(found[key], torch.tensor(value), f"`{key}` of {name}", tolerance=EXACT)
        assert_close(ours.state_dict()[key], value, f"`{key}` by hand", tolerance=EXACT)


@step("6.6")
@KINDS
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_both_blocks_give_the_same_numbers(norm_first, activation):
    """On the same weights both blocks have the outputs and gradients of PyTorch's own layer."""
    theirs, ours, values = blocks(norm_first, activation)
    task6.load_numpy_weights(theirs, ours)
    act = F.relu if activation == "relu" else lambda x: F.gelu(x, approximate="tanh")
    options = {"dropout": 0.0, "activation": act, "batch_first": True, "norm_first": norm_first}
    judge = nn.TransformerEncoderLayer(D, HEADS, D_FF, **options)
    judge = by_hand.load_into_pytorch(judge, values)
    x, g = numbers(), numbers(seed=4)
    expected = judge(torch.tensor(x))
    expected.backward(torch.tensor(g))
    gradients = by_hand.gradients_in_pytorch(judge)
    what = f"with norm_first={norm_first} and {activation}"
    y = theirs(leaf(x))
    assert_close(y, expected, f"the block of PyTorch's {what}")
    y.backward(torch.tensor(g))
    assert_parameter_gradients(theirs, gradients, f"the block of PyTorch's {what}")
    y = ours(task1.Tensor(x))
    assert_close(y.data, expected.detach().numpy(), f"the hand-written block {what}")
    y.backward(g)
    gradients = {name: gradient.numpy() for name, gradient in gradients.items()}
    by_hand.assert_parameter_gradients(ours, gradients, f"the hand-written block {what}")


@step("6.6")
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_parameters_stay_what_they_are(dtype):
    """Each parameter is the same object as before, of the same dtype, and still trainable."""
    theirs, ours, values = blocks(dtype=dtype)
    before = dict(theirs.named_parameters())
    task6.load_numpy_weights(theirs, ours)
    after = dict(theirs.named_parameters())
    assert list(after) == list(before), f"the parameters are now {list(after)}"
    for name, value in values.items():
        assert_close(after[name], torch.tensor(value).to(dtype), f"`{name}` in {dtype}")
        assert after[name] is before[name], (
            f"`{name}` is another object than before: an optimizer would train the old one"
        )
        assert after[name].requires_grad and after[name].is_leaf, (
            f"`{name}` must stay a leaf that needs gradients: copy under torch.no_grad()"
        )


@step("6.6")
def test_parameters_stay_on_their_device():
    """The values go to where the parameters are: a block on another device does not come back."""
    ours = by_hand.linear(np.ones((3, 2)), np.zeros(3))
    layer = task6.Linear(2, 3)
    task6.load_numpy_weights(layer, ours)
    assert_close(layer(torch.ones(2)), torch.full((3,), 2.0), "a layer on the CPU")
    layer.to(torch.device("meta"))  # where tensors have shapes, but no numbers
    task6.load_numpy_weights(layer, ours)
    devices = {name: str(p.device) for name, p in layer.named_parameters()}
    assert set(devices.values()) == {"meta"}, f"the layer was on `meta`, now it is on {devices}"


@step("6.6")
@pytest.mark.parametrize("kind", ["Linear", "TransformerEncoderBlock"])
def test_the_values_are_copies(kind):
    """No memory is shared: what is done to one block afterwards does not show in the other."""
    if kind == "Linear":
        theirs, ours = (make() for make in (PAIRS[kind][0], lambda: PAIRS[kind][1](learner.rng(0))))
        values = by_hand.randomise(ours)
        randomise(theirs)
    else:
        theirs, ours, values = blocks()
    task6.load_numpy_weights(theirs, ours)
    for (name, own), (_, other) in zip(
        theirs.named_parameters(), ours.named_parameters(), strict=True
    ):
        assert_close(own, torch.tensor(values[name]), f"`{name}`", tolerance=EXACT)
        array = learner.ref(other, "data")
        assert not learner.shares_memory(own, array), (
            f"`{name}` shares the memory of the hand-written parameter: copy the values"
        )
        array[...] = 100.0
        what = f"`{name}`, after the hand-written parameter was changed in place"
        assert_close(own, torch.tensor(values[name]), what, tolerance=EXACT)


@step("6.6")
@pytest.mark.parametrize("problem", list(MISFITS))
def test_weights_that_do_not_fit_are_refused(problem):
    """Missing, unexpected and misshapen names are all in the ValueError, and nothing changes."""
    layer = task6.Linear(2, 3)
    task6.load_numpy_weights(layer, by_hand.linear(np.ones((3, 2)), np.zeros(3)))
    assert_close(layer(torch.ones(2)), torch.full((3,), 2.0), "a layer with weights that fit")
    make_theirs, make_ours, names = MISFITS[problem]
    theirs, ours = make_theirs(), make_ours(learner.rng(0))
    values = randomise(theirs)
    with raises(ValueError, mention=names, what=f"load_numpy_weights with {problem}"):
        task6.load_numpy_weights(theirs, ours)
    for name, value in parameters(theirs).items():
        what = f"`{name}` after a load that was refused"
        assert_close(value, values[name], what, tolerance=EXACT)


@step("6.6")
def test_names_tell_where_values_go():
    """The order in which a module lists its parameters says nothing: a weight goes to `weight`."""
    weight, bias = [1.0, 2.0, 3.0], [10.0, 20.0, 30.0]
    part = learner.beside("models").part
    ours = part(
        task3.Module,
        bias=task1.Tensor(bias, requires_grad=True),
        weight=task1.Tensor(weight, requires_grad=True),
    )
    layer = task6.LayerNorm(3)
    task6.load_numpy_weights(layer, ours)
    values = parameters(layer)
    assert_close(values["weight"], torch.tensor(weight), "`weight`, by hand the second")
    assert_close(values["bias"], torch.tensor(bias), "`bias`, by hand the first")


@step("6.6")
def test_all_problems_are_told_at_once():
    """One message names what is missing, what is unexpected and what is misshapen."""
    part = learner.beside("models").part
    zeros = {name: task1.Tensor(np.zeros(2), requires_grad=True) for name in ("extra", "odd")}
    whole = part(task3.Module, weight=task1.Tensor(np.ones((3, 2)), requires_grad=True))
    layer = task6.Linear(2, 3, bias=False)
    task6.load_numpy_weights(layer, whole)
    assert_close(layer(torch.ones(2)), torch.full((3,), 2.0), "a layer with weights that fit")
    wrong = part(task3.Module, weight=task1.Tensor(np.ones((2, 2)), requires_grad=True), **zeros)
    names = ["bias", "extra", "odd", "weight", "(2, 2)", "(3, 2)"]
    with raises(ValueError, mention=names, what="load_numpy_weights of what fits in no way"):
        task6.load_numpy_weights(task6.Linear(2, 3), wrong)
