"""Step 6.3: Linear, LayerNorm and FeedForward as modules of PyTorch's."""

import pytest
import torch
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from kata import learner
from kata.learner import task6
from kata.testing import EXACT, assert_close, given, is_a, raises, shapes, step
from kata.testing.pytorch import (
    assert_parameter_gradients,
    assert_parity,
    check_gradients,
    gradients,
    layouts,
    load,
    no_side_effects,
    parameters,
    randomise,
    tensors,
)

DTYPES = st.sampled_from([torch.float64, torch.float32])
ACTIVATIONS = {"relu": F.relu, "gelu": lambda x: F.gelu(x, approximate="tanh")}
KINDS = {  # how each is made, the arguments, and what its state holds
    "Linear": ((3, 5), {"weight": (5, 3), "bias": (5,)}),
    "LayerNorm": ((3,), {"weight": (3,), "bias": (3,)}),
    "FeedForward": (
        (3, 5),
        {
            "linear1.weight": (5, 3),
            "linear1.bias": (5,),
            "linear2.weight": (3, 5),
            "linear2.bias": (3,),
        },
    ),
}
EACH_KIND = pytest.mark.parametrize("kind", list(KINDS))


def make(kind):
    """The module, made over there, and its call in words."""
    args, _ = KINDS[kind]
    return getattr(task6, kind)(*args), f"{kind}{args if len(args) > 1 else f'({args[0]})'}"


def counterpart(kind, values, activation="relu"):
    """PyTorch's own module with these parameters."""
    args, names = KINDS[kind]
    shapes = {name: tuple(value.shape) for name, value in values.items()}
    assert shapes == names, f"{kind} has the parameters {shapes}, not {names}"
    if kind == "FeedForward":
        linear1, linear2 = nn.Linear(*args), nn.Linear(*args[::-1])
        inside = nn.ModuleDict({"linear1": linear1, "linear2": linear2})
        inside.forward = lambda x: linear2(ACTIVATIONS[activation](linear1(x)))
    else:
        inside = getattr(nn, kind)(*args)
    inside.to(next(iter(values.values())).dtype).load_state_dict(values)
    return inside


def batches(size):
    """Inputs with any axes in front of the last one."""
    return tensors(shapes(max_dims=3, max_side=3).map(lambda batch: (*batch, size)))


@step("6.3")
def test_linear_that_you_can_check_by_hand():
    """Weights [[1, 2], [3, 4], [5, 6]] and bias [10, 20, 30] map [1, 1] to [13, 27, 41]."""
    layer = task6.Linear(2, 3)
    weight = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    load(layer, {"weight": weight, "bias": torch.tensor([10.0, 20.0, 30.0])})
    y = layer(torch.tensor([[1.0, 1.0], [0.0, 2.0]]))
    expected = torch.tensor([[13.0, 27.0, 41.0], [14.0, 28.0, 42.0]])
    assert_close(y, expected, "Linear(2, 3) of two samples")


@step("6.3")
def test_layer_norm_that_you_can_check_by_hand():
    """[1, 1, 3, 3] has mean 2 and variance 1; with gain 10 and shift 5 it becomes -5 and 15."""
    norm = task6.LayerNorm(4, eps=0.0)
    x = torch.tensor([1.0, 1.0, 3.0, 3.0])
    assert_close(norm(x), torch.tensor([-1.0, -1.0, 1.0, 1.0]), "LayerNorm(4) of [1, 1, 3, 3]")
    load(norm, {"weight": torch.full((4,), 10.0), "bias": torch.full((4,), 5.0)})
    assert_close(norm(x), torch.tensor([-5.0, -5.0, 15.0, 15.0]), "it, with gain 10 and shift 5")
    norm = task6.LayerNorm(4, eps=3.0)
    assert_close(norm(x), (x - 2) / 2, "LayerNorm(4, eps=3): the root of variance 1 plus 3 is 2")
    both = torch.stack([x, 8 - x])  # means 2 and 6
    expected = torch.stack([(x - 2) / 2, (2 - x) / 2])
    assert_close(norm(both), expected, "LayerNorm(4, eps=3) of two vectors, each by itself")


@step("6.3")
def test_feed_forward_that_you_can_check_by_hand():
    """Two features, three hidden ones of which relu cuts one off, and two features again."""
    network = task6.FeedForward(2, 3)
    load(network, {
        "linear1.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]),
        "linear1.bias": torch.tensor([1.0, 2.0, 3.0]),
        "linear2.weight": torch.tensor([[1.0, 10.0, 100.0], [2.0, 0.0, -1.0]]),
        "linear2.bias": torch.tensor([5.0, 6.0]),
    })  # fmt: skip
    y = network(torch.tensor([[1.0, 4.0], [-2.0, 0.0]]))  # hidden: 2, 6, 0 and 0, 2, 5
    assert_close(y, torch.tensor([[67.0, 10.0], [525.0, 1.0]]), "FeedForward(2, 3)")


@step("6.3")
@EACH_KIND
def test_parameters_are_registered(kind):
    """Each is an nn.Module whose state holds the parameters by name, in float32, trainable."""
    module, what = make(kind)
    found = learner.beside("torch_parts").described(module)
    assert found["is a module"], f"{kind} must be an nn.Module"
    wanted = [(name, shape, torch.float32, True) for name, shape in KINDS[kind][1].items()]
    names, expected = ([entry[0] for entry in state] for state in (found["state"], wanted))
    assert names == expected, (
        f"the state of {what} should hold {expected}, not {names}: an nn.Parameter that is "
        "assigned to an attribute is registered under its name"
    )
    for (name, shape, dtype, parameter), right in zip(found["state"], wanted, strict=True):
        assert shape == right[1], f"`{name}` of {what} has shape {shape}, not {right[1]}"
        assert dtype == torch.float32, f"`{name}` of {what} is {dtype}, not PyTorch's default"
        assert parameter, f"`{name}` of {what} must be an nn.Parameter, not a buffer"
    assert found["trainable"], f"every parameter of {what} must be a leaf that needs gradients"
    x = torch.ones(2, 3)
    theirs = counterpart(kind, parameters(module))
    assert_close(module(x), theirs(x), f"{what} as it comes")


SIZES = pytest.mark.parametrize("sizes", [(16, 1000), (1000, 16), (256, 256)])


def started(sizes, seed=5):
    """The parameters of a layer made with this seed."""
    values = parameters(learner.beside("torch_parts").started(seed, task6.Linear, *sizes))
    assert list(values) == ["weight", "bias"], f"Linear{sizes} has the parameters {list(values)}"
    return values


def check_start(name, sizes):
    """The parameter starts uniform within the bounds, as the seed decides."""
    values, again, other = (started(sizes, seed)[name] for seed in (5, 5, 6))
    where = f"`{name}` of Linear{sizes}"
    assert_close(again, values, f"{where} after the same torch.manual_seed")
    assert not torch.any(other == values), f"{where} is not drawn at random"
    draws = values * sizes[0] ** 0.5
    assert draws.abs().max() <= 1 + 1e-6, f"{where} goes beyond ±1/√in_features"
    if draws.numel() >= 256:  # enough of them to tell
        assert draws.abs().max() > 0.95, f"{where} falls short of ±1/√in_features"
        assert abs(draws.mean()) < 0.15, f"the mean of {where} should be 0"
        assert abs(draws.std() * 3**0.5 - 1) < 0.15, f"{where} should be uniform"


@step("6.3")
@SIZES
def test_weights_start_as_in_pytorch(sizes):
    """Weights start uniform between -1/√in_features and 1/√in_features."""
    check_start("weight", sizes)


@step("6.3")
@SIZES
def test_biases_start_like_the_weights(sizes):
    """The bias starts between the same bounds, not at 0, and does not repeat the weights."""
    check_start("bias", sizes)
    values = started(sizes)
    repeated = torch.isin(values["bias"], values["weight"]).float().mean()
    assert repeated < 0.1, "the bias repeats the weights"  # a few may, of 16 million numbers


@step("6.3")
def test_layer_norm_starts_as_the_identity_of_normal_vectors():
    """The gain starts at ones and the shift at zeros, of each layer its own; eps is 1e-5."""
    one, other = task6.LayerNorm(3), task6.LayerNorm(3)
    started = parameters(one)
    for name, start in (("weight", torch.ones(3)), ("bias", torch.zeros(3))):
        assert name in started, f"LayerNorm(3) has no parameter `{name}`"
        assert_close(started[name], start, f"`{name}` at the start", tolerance=EXACT)
    small = torch.tensor([0.0, 0.003, 0.006])  # its variance, 6e-6, is of the size of eps
    expected = nn.LayerNorm(3)(small)
    assert_close(one(small), expected, "LayerNorm(3) of numbers that hardly differ")
    load(one, {"weight": torch.full((3,), 7.0)})
    assert_close(parameters(other)["weight"], torch.ones(3), "the gain of another layer")


@step("6.3")
def test_linear_without_bias():
    """With `bias=False` the attribute is None, and neither state nor sum has a bias."""
    layer = task6.Linear(2, 3, bias=False)
    assert layer.bias is None, "with bias=False, `bias` must be None"
    values = randomise(layer)
    shapes = {name: tuple(value.shape) for name, value in values.items()}
    assert shapes == {"weight": (3, 2)}, (
        f"`weight` of (3, 2) should be alone, but there is {shapes}"
    )
    theirs = nn.Linear(2, 3, bias=False).double()
    theirs.load_state_dict(values)
    what = "Linear(2, 3, bias=False)"
    assert_parity(layer, theirs, torch.tensor([[1.0, 2.0]]).double(), what=what, names=("x",))
    assert_parameter_gradients(layer, gradients(theirs), what)


@step("6.3")
@EACH_KIND
@given(x=batches(3), dtype=DTYPES, examples=8)
def test_modules_agree_with_pytorch(kind, x, dtype):
    """Values and all gradients are those of PyTorch's modules, with any axes in front."""
    module, what = make(kind)
    theirs = counterpart(kind, randomise(module, dtype=dtype))
    x = x / 3 + torch.tensor([1.0, -2.0, 4.0])  # a variance near 0 would magnify every rounding
    assert_parity(module, theirs, x.to(dtype), what=what, names=("x",))
    assert_parameter_gradients(module, gradients(theirs), what)


@step("6.3")
@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@given(x=tensors((2, 4, 3)), examples=3)
def test_feed_forward_uses_the_activation_asked_for(activation, x):
    """With "gelu" it is the tanh form that stands between the layers, with "relu" the rectifier."""
    network = task6.FeedForward(3, 5, activation)
    theirs = counterpart("FeedForward", randomise(network), activation)
    what = f"FeedForward(3, 5, {activation!r})"
    assert_parity(network, theirs, x, what=what, names=("x",))
    assert_parameter_gradients(network, gradients(theirs), what)


@step("6.3")
@EACH_KIND
@pytest.mark.parametrize("shape", [(2, 4, 3), (3, 3)])
def test_gradients_agree_with_finite_differences(kind, shape):
    """The gradient of x agrees with finite differences, where all sizes are equal too."""
    module, what = make(kind)
    randomise(module)
    x = torch.randn(shape, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    check_gradients(module, x, what=what, names=("x",))


@step("6.3")
def test_layer_norm_far_from_the_origin():
    """A vector with a large mean is normalised as well as any: the mean goes off first."""
    norm = task6.LayerNorm(3)
    theirs = counterpart("LayerNorm", randomise(norm))
    x = torch.tensor([[1.0, 2.0, 5.0], [3.0, -1.0, 0.0]], dtype=torch.float64) + 1e5
    assert_close(norm(x), theirs(x), "LayerNorm(3) of vectors near 100000")


@step("6.3")
@EACH_KIND
@pytest.mark.parametrize("where", ["float64", "meta"])
def test_modules_move_as_a_whole(kind, where):
    """`.to(...)` moves everything to another dtype or device, and the output is there too."""
    module, what = make(kind)
    x = torch.ones(2, 3)
    assert_close(module(x), counterpart(kind, parameters(module))(x), what)
    moved = learner.beside("torch_parts").moved
    where = torch.float64 if where == "float64" else torch.device("meta")
    found = moved(module, x, where)
    right = ("torch.float64", "cpu") if where is torch.float64 else ("torch.float32", "meta")
    assert found == {right}, f"after `.to({where})` state and output of {what} are {found}"


@step("6.3")
@EACH_KIND
def test_state_can_be_saved_and_loaded(kind):
    """The state goes through a file into a new module, which then computes the same."""
    module, what = make(kind)
    values = randomise(module, dtype=torch.float32)
    other, _ = make(kind)
    x = torch.tensor([[1.0, 2.0, -3.0]])
    expected = counterpart(kind, values)(x)
    own, loaded = learner.beside("torch_parts").saved_and_loaded(module, other, x)
    assert_close(own, expected, what)
    assert_close(loaded, expected, f"{what} with the state that was saved")


@step("6.3")
def test_feed_forward_is_made_of_linear_layers():
    """`linear1` and `linear2` are of the class Linear of this step, each with its own weights."""
    network = task6.FeedForward(3, 3)
    for name in ("linear1", "linear2"):
        part = getattr(network, name)
        assert is_a(part, task6.Linear), f"`{name}` must be a Linear"
    values = parameters(network)
    assert list(values) == list(KINDS["FeedForward"][1]), f"the parameters are {list(values)}"
    assert not torch.any(values["linear1.weight"] == values["linear2.weight"]), (
        "both layers start with the same weights"
    )


@step("6.3")
@EACH_KIND
@pytest.mark.parametrize("shape", [(2, 1), (2, 4), (3, 2), ()])
def test_another_last_axis_is_refused(kind, shape):
    """An x whose last axis is not that of the module is a ValueError that names its shape."""
    module, what = make(kind)
    x = torch.ones(2, 3)
    assert_close(module(x), counterpart(kind, parameters(module))(x), what)
    with raises(ValueError, mention=str(shape), what=f"{what} of shape {shape}"):
        module(torch.ones(shape))


@step("6.3")
@pytest.mark.parametrize(
    ("kind", "args"),
    [("Linear", (0, 2)), ("Linear", (2, 0)), ("Linear", (-1, 2)), ("LayerNorm", (0,))],
)
def test_sizes_below_one_are_refused(kind, args):
    """A size of 0 or less is a ValueError, when the module is made; 1 is a size."""
    module, what = make(kind)
    x = torch.ones(2, 3)
    assert_close(module(x), counterpart(kind, parameters(module))(x), what)
    smallest = getattr(task6, kind)(*(1 for _ in args))
    sizes = {"Linear": (1, 1), "LayerNorm": (1,)}[kind]
    what = f"`weight` of {kind} with every size 1"
    assert tuple(parameters(smallest)["weight"].shape) == sizes, what
    with raises(ValueError, what=f"{kind}{args}"):
        getattr(task6, kind)(*args)


@step("6.3")
@pytest.mark.parametrize("activation", ["tanh", "RELU", "", None])
def test_other_activations_are_refused(activation):
    """`activation` is "relu" or "gelu"; anything else is a ValueError when the network is made."""
    network = task6.FeedForward(3, 5, "gelu")
    x = torch.ones(2, 3)
    theirs = counterpart("FeedForward", parameters(network), "gelu")
    assert_close(network(x), theirs(x), 'FeedForward(3, 5, "gelu")')
    with raises(ValueError, mention=str(activation), what=f"FeedForward(3, 5, {activation!r})"):
        task6.FeedForward(3, 5, activation)


@step("6.3")
@EACH_KIND
@given(x=layouts(tensors((2, 4, 3))), examples=4)
def test_modules_leave_no_trace(kind, x):
    """Inputs and parameters are not written to; nothing is printed; no random numbers are drawn."""
    module, what = make(kind)
    values = randomise(module)
    theirs, held = counterpart(kind, values), learner.hold(x)
    with no_side_effects(held):
        y = module(held)
        y.sum().backward()
    assert_close(y, theirs(x), what)
    for name, value in parameters(module).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
