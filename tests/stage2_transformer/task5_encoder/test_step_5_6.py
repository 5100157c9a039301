"""Step 5.6: the encoder, a stack of blocks that learns a sequence task."""

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task3, task5
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    check_gradients,
    given,
    is_a,
    layouts,
    raises,
    step,
)
from kata.testing.modules import (
    assert_parameter_gradients,
    assert_parameter_names,
    gradients_in_pytorch,
    load_into_pytorch,
    randomise,
)
from kata.testing.tensors import leaf, no_side_effects, weights

LAYERS, BATCH, LENGTH, D, HEADS, D_FF = 3, 4, 5, 8, 2, 7
SIZES = (D, HEADS, D_FF)
KINDS = pytest.mark.parametrize("norm_first", [True, False], ids=["pre-norm", "post-norm"])


def encoder(num_layers=LAYERS, sizes=SIZES, dtype=np.float64, **options):
    """An encoder whose parameters are all different, and these by name."""
    module = task5.TransformerEncoder(num_layers, *sizes, rng=learner.rng(0), **options)
    return module, randomise(module, dtype=dtype)


def in_pytorch(values, num_layers=LAYERS, sizes=SIZES, norm_first=True, activation="relu"):
    """PyTorch's encoder with these parameters."""
    import torch
    from torch.nn import functional as F

    layer = torch.nn.TransformerEncoderLayer(
        *sizes,
        dropout=0.0,
        activation=F.relu if activation == "relu" else lambda x: F.gelu(x, approximate="tanh"),
        batch_first=True,
        norm_first=norm_first,
    )
    norm = torch.nn.LayerNorm(sizes[0]) if norm_first else None
    model = torch.nn.TransformerEncoder(layer, num_layers, norm, enable_nested_tensor=False)
    return load_into_pytorch(model, values)


def numbers(*shape, seed=1, dtype=np.float64):
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)


@step("5.6")
def test_a_stack_that_you_can_check_by_hand():
    """Blocks that add 2 to the first feature and 1 to the second; then the last norm."""
    module = task5.TransformerEncoder(3, 2, 1, 4, rng=learner.rng(0))
    state = {name: np.zeros_like(value) for name, value in module.state_dict().items()}
    for k, size in enumerate((1.0, 10.0, 100.0)):
        state[f"layers.{k}.attention.out_proj.bias"] = np.array([2.0, 0.0]) * size
        state[f"layers.{k}.feed_forward.linear2.bias"] = np.array([0.0, 1.0]) * size
    state |= {"norm.weight": np.array([3.0, 4.0]), "norm.bias": np.array([10.0, 20.0])}
    module.load_state_dict(state)
    x = np.array([[1000.0, 0.0], [0.0, 5000.0]])
    y = module(x)  # the sums are 1222, 111 and 222, 5111
    assert is_a(y, task1.Tensor), "an encoder must give a Tensor"
    what = "an encoder whose last norm has the gain [3, 4] and the shift [10, 20]"
    half = (np.array([[1222.0 - 111.0], [222.0 - 5111.0]])) / 2  # distance from the mean
    normal = half / np.sqrt(half**2 + 1e-5) * np.array([1.0, -1.0])
    assert_close(y.data, normal * [3.0, 4.0] + [10.0, 20.0], what)
    module.norm.weight.data = module.norm.bias.data = np.zeros(2)
    assert_close(module(x).data, np.zeros((2, 2)), "an encoder whose last norm gives 0")


@step("5.6")
@KINDS
def test_parts_and_parameters(norm_first):
    """`layers` holds blocks with parameters of their own; `norm` follows them in pre-norm alone."""
    state = learner.random_state()
    modules = [
        task5.TransformerEncoder(LAYERS, *SIZES, norm_first=norm_first, rng=learner.rng(seed))
        for seed in (5, 5, 6)
    ]
    block = task5.TransformerEncoderBlock(*SIZES, rng=learner.rng(0)).state_dict()
    wanted = [f"layers.{k}.{name}" for k in range(LAYERS) for name in block]
    wanted += ["norm.weight", "norm.bias"] if norm_first else []
    first, again, other = (module.state_dict() for module in modules)
    assert_parameter_names(first, wanted)
    for k, layer in enumerate(modules[0].layers):
        assert is_a(layer, task5.TransformerEncoderBlock), f"layers[{k}] is no block"
        assert layer.norm_first is norm_first, f"norm_first of layers[{k}] is not {norm_first}"
    if norm_first:
        assert is_a(modules[0].norm, task5.LayerNorm), "`norm` must be a LayerNorm in pre-norm"
    else:
        assert modules[0].norm is None, "`norm` must be None in post-norm"
    count = LAYERS * (4 * (D * D + D) + 2 * D * D_FF + D_FF + D + 4 * D) + 2 * D * norm_first
    found = sum(value.size for value in first.values())
    assert found == count, f"the encoder has {found} numbers to learn, not {count}"
    for name, value in first.items():
        assert_close(again[name], value, f"`{name}` from the same seed", tolerance=EXACT)
        if "norm" not in name:
            assert not np.any(other[name] == value), f"`{name}` is not drawn from `rng`"
            nxt = name.replace("layers.0", "layers.1")
            assert nxt == name or not np.any(first[nxt] == value), f"`{name}` and `{nxt}` are alike"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"


@step("5.6")
@KINDS
@pytest.mark.parametrize(
    ("activation", "num_layers", "sizes", "dtype"),
    [
        ("relu", LAYERS, SIZES, np.float64),
        ("gelu", LAYERS, SIZES, np.float32),
        ("gelu", 1, SIZES, np.float64),
        ("relu", 4, (4, 4, 4), np.float64),
    ],
)
def test_encoder_agrees_with_pytorch(norm_first, activation, num_layers, sizes, dtype):
    """The output and every gradient are PyTorch's on the same weights, with a mask too."""
    import torch

    options = {"norm_first": norm_first, "activation": activation}
    module, values = encoder(num_layers, sizes, dtype, **options)
    theirs = in_pytorch(values, num_layers, sizes, **options)
    x, g = (numbers(BATCH, LENGTH, sizes[0], seed=seed, dtype=dtype) for seed in (1, 2))
    real = np.arange(LENGTH) < np.array([[3], [5], [1], [4]])
    for mask, other_mask in ((None, None), (real[:, None, None], torch.tensor(~real))):
        tensor, other = leaf(x, dtype), torch.tensor(x, requires_grad=True)
        y, expected = module(tensor, mask), theirs(other, src_key_padding_mask=other_mask)
        what = f"the encoder of {num_layers} layers with norm_first={norm_first}, {activation}"
        what += " and a padding mask" if mask is not None else ""
        assert_close(y.data, expected, what)
        module.zero_grad()
        theirs.zero_grad()
        y.backward(g)
        expected.backward(torch.tensor(g))
        assert_close(tensor.grad, other.grad, f"gradient of `x` in {what}")
        assert_parameter_gradients(module, gradients_in_pytorch(theirs), what)


@step("5.6")
def test_gradients_agree_with_finite_differences():
    """The gradient of x agrees with finite differences through two layers and the last norm."""
    import torch

    module, values = encoder(2, (4, 2, 3), activation="gelu")
    theirs = in_pytorch(values, 2, (4, 2, 3), activation="gelu")
    check_gradients(
        lambda x: module(x),
        numbers(2, 3, 4),
        what="the encoder of two layers",
        reference=lambda x: theirs(torch.tensor(x)).detach().numpy(),
    )


@step("5.6")
def test_options_reach_every_block():
    """Every block has the dropout and activation asked for; by default none, relu, pre-norm."""
    plain = task5.TransformerEncoder(2, *SIZES, rng=learner.rng(0))
    module, values = encoder(2, dropout=0.5, activation="gelu", norm_first=False)
    for k in range(2):
        assert module.layers[k].dropout.p == 0.5, f"layers[{k}] does not have the dropout asked for"
        assert plain.layers[k].dropout.p == 0.0, f"layers[{k}] has dropout by default"
        name = module.layers[k].feed_forward.activation
        assert name == "gelu", f"layers[{k}] has the activation {name!r}, not 'gelu'"
        name = plain.layers[k].feed_forward.activation
        assert name == "relu", f"layers[{k}] has the activation {name!r} by default, not 'relu'"
        assert plain.layers[k].norm_first is True, "norm_first is True unless told otherwise"
    x = numbers(BATCH, LENGTH, D)
    first, second = module(x).data, module(x).data
    assert not np.any(np.isclose(first, second).all(axis=-1)), "in training every call drops anew"
    module.eval()
    import torch

    theirs = in_pytorch(values, 2, activation="gelu", norm_first=False)
    assert_close(module(x).data, theirs(torch.tensor(x)), "the encoder in evaluation")


@step("5.6")
@KINDS
def test_padding_changes_nothing_in_any_layer(norm_first):
    """Every block gets the mask: the outputs at real positions are those without the padding."""
    import torch

    module, values = encoder(norm_first=norm_first)
    theirs = in_pytorch(values, norm_first=norm_first)
    x, lengths = numbers(BATCH, LENGTH, D), (3, 5, 1, 4)
    mask = (np.arange(LENGTH) < np.array(lengths)[:, None])[:, None, None]
    y = module(x, mask=mask).data
    for b, n in enumerate(lengths):
        alone = theirs(torch.tensor(x[b : b + 1, :n]))[0]
        assert_close(y[b, :n], alone, f"the outputs of a sequence of {n}, padded to {LENGTH}")
    tensor = leaf(x)
    out = module(tensor, mask)
    g = weights(out.shape) * mask[:, 0, 0, :, None]  # nothing comes back from padding itself
    out.backward(g)
    padding = ~mask[:, 0, 0]
    assert np.all(tensor.grad[padding] == 0), "padding that nobody sees must get no gradient"
    assert np.all(np.any(tensor.grad[~padding] != 0, axis=-1)), "a real position has no gradient"


@step("5.6")
def test_positions_tell_the_order():
    """The encoder alone does not see the order of positions; with a PositionalEncoding it does."""
    import torch

    module, values = encoder(2)
    x, order = numbers(BATCH, LENGTH, D), [3, 0, 4, 1, 2]
    expected = in_pytorch(values, 2)(torch.tensor(x)).detach().numpy()
    y = module(x[:, order]).data
    assert_close(y, expected[:, order], "the encoder with the positions in another order")
    model = task3.Sequential(task5.PositionalEncoding(D, LENGTH + 2), module)
    there, moved = model(x).data, model(x[:, order]).data
    table = task5.PositionalEncoding(D, LENGTH)(np.zeros((LENGTH, D))).data
    expected = in_pytorch(values, 2)(torch.tensor(x + table))
    assert_close(there, expected, "a PositionalEncoding and the encoder")
    assert not np.any(np.isclose(moved, there[:, order]).all(axis=-1)), (
        "with a PositionalEncoding the order must make a difference"
    )


@step("5.6")
@pytest.mark.parametrize("num_layers", [0, -1])
def test_an_encoder_without_layers_is_refused(num_layers):
    """num_layers below 1 is a ValueError that names it."""
    import torch

    module, values = encoder(1)
    x = numbers(BATCH, LENGTH, D)
    assert_close(module(x).data, in_pytorch(values, 1)(torch.tensor(x)), "the encoder of one layer")
    with raises(ValueError, mention=str(num_layers), what=f"an encoder of {num_layers} layers"):
        task5.TransformerEncoder(num_layers, *SIZES, rng=learner.rng(0))


@step("5.6")
@given(x=layouts(arrays((2, 3, 4), distinct=True)), examples=4)
def test_encoder_leaves_no_trace(x):
    """Input, mask and parameters are not written to; any batch axes do; nothing is printed."""
    module, values = encoder(2, (4, 2, 3))
    held, mask = learner.hold(x), learner.hold(np.array([True, True, False]))
    tensor = leaf(x)
    with no_side_effects(held, mask):
        y = module(held, mask)
        again = module(tensor, mask)
        again.backward(weights(x.shape))
    assert_close(again.data, y.data, "the encoder on a tensor, and on its array")
    for b in range(2):
        alone = module(x[b], np.array([True, True, False])).data
        assert_close(alone, y.data[b], f"the encoder on entry {b} alone")
    assert_close(tensor.data, x, "`x` afterwards", tolerance=EXACT)
    for name, value in module.state_dict().items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)


@step("5.6")
def test_encoder_learns_to_turn_sequences_round():
    """A small encoder learns to reverse sequences of five tokens that it has never seen."""
    vocab, length, d_model = 7, 5, 16
    rng, draw = learner.rng(0), np.random.default_rng(0)
    tokens = draw.integers(0, vocab, (456, length))
    x, y = np.eye(vocab)[tokens], tokens[:, ::-1].copy()
    model = task3.Sequential(
        task3.Linear(vocab, d_model, rng=rng),
        task5.PositionalEncoding(d_model, length),
        task5.TransformerEncoder(1, d_model, 2, 32, rng=rng),
        task3.Linear(d_model, vocab, rng=rng),
    )
    losses = task3.train_classifier(
        model, x[200:], y[200:], lr=0.04, epochs=25, batch_size=32, rng=rng, momentum=0.9
    )
    model.eval()
    guesses = model(x[:200]).data.argmax(axis=-1)
    share = (guesses == y[:200]).mean()
    assert share >= 0.95, (
        f"the encoder puts {share:.1%} of the held-out tokens in their place, 95% are asked for; "
        f"the loss went from {losses[0]:.3f} to {losses[-1]:.3f}"
    )
