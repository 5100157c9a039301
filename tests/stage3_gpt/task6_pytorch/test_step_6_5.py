"""Step 6.5: the encoder block in PyTorch."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from kata import learner
from kata.learner import task6
from kata.testing import EXACT, assert_close, given, is_a, raises, step
from kata.testing.modules import gradients_in_pytorch, load_into_pytorch
from kata.testing.pytorch import (
    assert_parameter_gradients,
    assert_parity,
    check_gradients,
    layouts,
    leaf,
    load,
    no_side_effects,
    parameters,
    randomise,
    tensors,
    weights,
)

BATCH, LENGTH, D, HEADS, D_FF = 3, 5, 8, 2, 7  # a head has 4 features: no two sizes alike
SHAPES = {
    **{f"attention.{p}_proj.{kind}": shape for p in ("q", "k", "v", "out")
       for kind, shape in (("weight", (D, D)), ("bias", (D,)))},
    "feed_forward.linear1.weight": (D_FF, D), "feed_forward.linear1.bias": (D_FF,),
    "feed_forward.linear2.weight": (D, D_FF), "feed_forward.linear2.bias": (D,),
    "norm1.weight": (D,), "norm1.bias": (D,), "norm2.weight": (D,), "norm2.bias": (D,),
}  # fmt: skip
KINDS = pytest.mark.parametrize("norm_first", [True, False], ids=["pre-norm", "post-norm"])
ACTIVATIONS = {"relu": F.relu, "gelu": lambda x: F.gelu(x, approximate="tanh")}


def encoder_block(norm_first=True, sizes=(D, HEADS, D_FF), dtype=torch.float64, **options):
    """A block whose parameters are all different, and these by name."""
    block = task6.TransformerEncoderBlock(*sizes, norm_first=norm_first, **options)
    values = randomise(block, dtype=dtype)
    assert list(values) == list(SHAPES), (
        f"the parameters should be {list(SHAPES)}, in this order, each one's own; they are "
        f"{list(values)}"
    )
    return block, values


def in_pytorch(values, norm_first=True, activation="relu", sizes=(D, HEADS, D_FF)):
    """PyTorch's layer with these parameters."""
    layer = nn.TransformerEncoderLayer(
        *sizes,
        dropout=0.0,
        activation=ACTIVATIONS[activation],
        batch_first=True,
        norm_first=norm_first,
    )
    return load_into_pytorch(layer, {name: value.numpy() for name, value in values.items()})


def expected_output(values, x, norm_first, mask=None):
    """What PyTorch's layer gives; `mask` is (T, T) or (B, T), True = may attend."""
    masks = {}
    if mask is not None:
        masks["src_mask" if len(mask) == x.shape[-2] else "src_key_padding_mask"] = ~mask
    return in_pytorch(values, norm_first)(x, **masks).detach()


def normalise(x, gain=1.0, shift=0.0):
    """LayerNorm, written out."""
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = centred.square().mean(dim=-1, keepdim=True)
    return centred / (variance + 1e-5).sqrt() * gain + shift


def numbers(*shape, seed=1, dtype=torch.float64):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype)


def make_constant(block, values, attended, fed):
    """Let the attention give `attended` everywhere, and the network `fed`."""
    constant = {
        "attention.out_proj.weight": torch.zeros_like(values["attention.out_proj.weight"]),
        "attention.out_proj.bias": attended + torch.zeros(D).double(),
        "feed_forward.linear2.weight": torch.zeros_like(values["feed_forward.linear2.weight"]),
        "feed_forward.linear2.bias": fed + torch.zeros(D).double(),
    }
    load(block, values | constant)


@step("6.5")
def test_residual_sums_that_you_can_check_by_hand():
    """In pre-norm, sub-layers that always give 10 and 100 add 110 to x, and zeroed ones nothing."""
    block, values = encoder_block()
    x = torch.arange(float(LENGTH * D)).double().reshape(1, LENGTH, D)
    make_constant(block, values, 10.0, 100.0)
    assert_close(block(x), x + 110.0, "a pre-norm block whose sub-layers give 10 and 100")
    make_constant(block, values, 0.0, 0.0)
    tensor = leaf(x)
    y = block(tensor)
    assert_close(y, x, "a pre-norm block with zeroed sub-layers, which is the identity")
    y.backward(weights(x))
    assert_close(tensor.grad, weights(x), "gradient of `x` in the identity")


@step("6.5")
def test_post_norm_normalises_the_sums():
    """In post-norm, each sum of x and what a sub-layer gives is normalised: norm2 is the last."""
    block, values = encoder_block(norm_first=False)
    make_constant(block, values, 0.0, 0.0)
    gains = [values[name] for name in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias")]
    x = numbers(BATCH, LENGTH, D)
    expected = normalise(normalise(x, *gains[:2]), *gains[2:])
    assert_close(block(x), expected, "a post-norm block with zeroed sub-layers")


@step("6.5")
@KINDS
@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize(
    ("sizes", "dtype"),
    [
        ((BATCH, LENGTH, D, HEADS, D_FF), torch.float64),
        ((BATCH, LENGTH, D, HEADS, D_FF), torch.float32),
        ((4, 4, 4, 4, 4), torch.float64),
    ],
)
def test_block_agrees_with_pytorch(norm_first, activation, sizes, dtype):
    """The output and every gradient are nn.TransformerEncoderLayer's on the same weights."""
    batch, length, *sizes = sizes
    block, values = encoder_block(norm_first, sizes, dtype, activation=activation)
    theirs = in_pytorch(values, norm_first, activation, sizes)
    what = f"the block with norm_first={norm_first} and {activation}"
    x = numbers(batch, length, sizes[0], dtype=dtype)
    assert_parity(block, theirs, x, what=what, names=("x",))
    assert_parameter_gradients(block, gradients_in_pytorch(theirs), what)


@step("6.5")
@KINDS
def test_gradients_agree_with_finite_differences(norm_first):
    """The gradient of x agrees with finite differences, with a mask too."""
    block, _ = encoder_block(norm_first, (4, 2, 3), activation="gelu")
    mask = torch.tensor([[True, False, True], [True, True, False], [False, True, True]])
    what = f"the block with norm_first={norm_first}"
    check_gradients(lambda x: block(x, mask), numbers(2, 3, 4), what=what)


@step("6.5")
def test_parts_and_parameters():
    """The parts of 6.3 and 6.4 and an nn.Dropout, under the names of task 5; pre-norm with relu."""
    parts = learner.beside("torch_parts")
    block = parts.started(5, task6.TransformerEncoderBlock, D, HEADS, D_FF)
    found = parts.described(block)
    assert found["is a module"], "TransformerEncoderBlock must be an nn.Module"
    shapes = {name: shape for name, shape, *_ in found["state"]}
    assert list(shapes) == list(SHAPES), f"the state should hold {list(SHAPES)}, in this order"
    for name, shape in shapes.items():
        assert shape == SHAPES[name], f"`{name}` has shape {shape}, not {SHAPES[name]}"
    kinds = {
        "attention": task6.MultiHeadAttention,
        "feed_forward": task6.FeedForward,
        "norm1": task6.LayerNorm,
        "norm2": task6.LayerNorm,
    }
    for name, kind in kinds.items():
        assert is_a(getattr(block, name), kind), f"`{name}` is not of the class asked for"
    p = parts.dropout_of(block.dropout)
    assert p == 0.0, f"`dropout` must be an nn.Dropout with p = 0 unless told otherwise, not {p}"
    assert not parts.tied(block), "two parts share their parameters: each norm has its own"
    x = numbers(BATCH, LENGTH, D)
    values = randomise(block)
    what = "a block as it comes: pre-norm, relu, no dropout"
    assert_close(block(x), expected_output(values, x, True), what)


@step("6.5")
@KINDS
@pytest.mark.parametrize("kind", ["padding", "per query"])
def test_masks_reach_the_attention(norm_first, kind):
    """With a mask the output is PyTorch's, and what nobody may attend to counts for nothing."""
    block, values = encoder_block(norm_first)
    x = numbers(BATCH, LENGTH, D)
    if kind == "padding":
        real = torch.arange(LENGTH) < torch.tensor([[3], [5], [1]])
        expected, mask = expected_output(values, x, norm_first, real), real[:, None, None, :]
    else:
        mask = torch.ones(LENGTH, LENGTH, dtype=torch.bool).tril()
        expected = expected_output(values, x, norm_first, mask)
    assert_close(block(x, mask), expected, f"the block with a mask of shape {tuple(mask.shape)}")
    assert_close(block(x, mask=mask), expected, "the block, called with mask=mask")
    changed = x.clone()
    if kind == "padding":
        changed[0, 3:], changed[2, 1:] = 9.0, numbers(LENGTH - 1, D, seed=3)
        same = real
    else:
        changed[:, -1] = numbers(BATCH, D, seed=3)
        same = (torch.arange(LENGTH) < LENGTH - 1).expand(BATCH, -1)
    again = learner.detached(block(changed, mask))
    assert_close(again[same], expected[same], "the outputs after changing what they may not see")


@step("6.5")
@KINDS
def test_order_and_batch_do_not_matter(norm_first):
    """Positions in another order give the outputs in that order; batch entries do not mix."""
    block, values = encoder_block(norm_first)
    x = numbers(BATCH, LENGTH, D)
    expected = expected_output(values, x, norm_first)
    order = [3, 0, 4, 1, 2]
    what = "the block with the positions in another order"
    assert_close(block(x[:, order]), expected[:, order], what)
    assert_close(block(x[1]), expected[1], "the block on one entry, without a batch")
    y = block(torch.stack([x, x.flip(0)]))
    expected = torch.stack([expected, expected.flip(0)])
    assert_close(y, expected, "the block with two batch axes")


@step("6.5")
def test_dropout_stands_after_each_sub_layer_and_nowhere_else():
    """In training the outputs of both sub-layers are dropped, each by itself, and x never is."""
    p, shape = 0.25, (20, LENGTH, D)
    block, values = encoder_block(dropout=p)
    for name, value in values.items():  # attention gives 1 everywhere, the network 100
        if name in ("attention.v_proj.bias", "feed_forward.linear1.bias"):
            values[name] = torch.ones_like(value)
        elif name == "attention.out_proj.weight":
            values[name] = torch.eye(D).double()
        elif name == "feed_forward.linear2.weight":
            values[name] = torch.full_like(value, 100 / D_FF)
        elif "norm" not in name:
            values[name] = torch.zeros_like(value)
    load(block, values)
    x = numbers(*shape)
    y = learner.detached(block(x)) - x
    scale = 1 / (1 - p)
    nearest = (y / scale).round()  # 0, 1, 100, 101
    what = "y - x in training, where the sub-layers give 1 and 100: 0, 1, 100 or 101 over 1 - p"
    found = nearest.unique().tolist()
    assert set(found) <= {0, 1, 100, 101}, f"{what}; found {found[:6]}"
    assert_close(y, nearest * scale, what)
    room = 6 * (p * (1 - p) / x.numel()) ** 0.5
    for name, kept in (("attention", nearest % 2 == 1), ("the network", nearest >= 100)):
        share = 1 - kept.double().mean().item()
        assert abs(share - p) <= room, f"{share:.1%} of what {name} gives is dropped, not {p:.0%}"
    both = (nearest == 0).double().mean().item()
    assert abs(both - p * p) <= room, "the two sub-layers must be dropped independently"
    block.eval()
    assert_close(block(x), x + 101, "the block in evaluation, where nothing is dropped")


@step("6.5")
@KINDS
def test_the_sum_takes_what_dropout_gives(norm_first):
    """`dropout` gets each sub-layer's output before the sum: here it is a layer giving 2y + 1."""
    block, values = encoder_block(norm_first)
    attended, fed = numbers(D, seed=5), numbers(D, seed=6)
    make_constant(block, values, attended, fed)
    block.dropout = learner.beside("torch_models").affine(2.0, 1.0)
    x = numbers(BATCH, LENGTH, D)
    first, second = 2 * attended + 1, 2 * fed + 1
    if norm_first:
        expected = x + first + second
    else:
        a = normalise(x + first, values["norm1.weight"], values["norm1.bias"])
        expected = normalise(a + second, values["norm2.weight"], values["norm2.bias"])
    what = f"the block with norm_first={norm_first}, where `dropout` gives 2y + 1"
    assert_close(block(x), expected, what)


@step("6.5")
def test_options_that_do_not_fit_are_refused():
    """A d_model that is no multiple of num_heads, or an unknown activation, is a ValueError."""
    block, values = encoder_block()
    x = numbers(BATCH, LENGTH, D)
    assert_close(block(x), expected_output(values, x, True), "a block with sizes that fit")
    with raises(ValueError, mention=("8", "3"), what="TransformerEncoderBlock(8, 3, 7)"):
        task6.TransformerEncoderBlock(8, 3, 7)
    with raises(ValueError, mention="tanh", what='TransformerEncoderBlock(…, activation="tanh")'):
        task6.TransformerEncoderBlock(8, 2, 7, activation="tanh")


@step("6.5")
@KINDS
@given(x=layouts(tensors((2, 3, 4), distinct=True)), examples=4)
def test_block_leaves_no_trace(norm_first, x):
    """Input, mask and parameters are not written to; without dropout nothing is drawn."""
    block, values = encoder_block(norm_first, (4, 2, 3))
    held, mask = learner.hold(x), learner.hold(torch.tensor([True, True, False]))
    with no_side_effects(held, mask):
        y = block(held, mask)
        y.sum().backward()
    theirs = in_pytorch(values, norm_first, sizes=(4, 2, 3))
    hidden = ~torch.tensor([True, True, False]).expand(2, -1)
    assert_close(y, theirs(x, src_key_padding_mask=hidden), "the block with a mask")
    for name, value in parameters(block).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
