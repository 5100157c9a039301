"""Step 5.5: the encoder block."""

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task3, task4, task5
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    check_gradients,
    given,
    is_a,
    layouts,
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

BATCH, LENGTH, D, HEADS, D_FF = 3, 5, 8, 2, 7  # a head has 4 features: no two sizes alike
KINDS = pytest.mark.parametrize("norm_first", [True, False], ids=["pre-norm", "post-norm"])


def encoder_block(norm_first=True, activation="relu", sizes=(D, HEADS, D_FF), **options):
    """A block whose parameters are all different, and these by name."""
    dtype, dropout = options.get("dtype", np.float64), options.get("dropout", 0.0)
    block = task5.TransformerEncoderBlock(
        *sizes,
        dropout=dropout,
        norm_first=norm_first,
        activation=activation,
        rng=learner.rng(0),
    )
    return block, randomise(block, dtype=dtype)


def in_pytorch(values, norm_first=True, activation="relu", sizes=(D, HEADS, D_FF)):
    """PyTorch's layer with these parameters."""
    import torch
    from torch.nn import functional as F

    layer = torch.nn.TransformerEncoderLayer(
        *sizes,
        dropout=0.0,
        activation=F.relu if activation == "relu" else lambda x: F.gelu(x, approximate="tanh"),
        batch_first=True,
        norm_first=norm_first,
    )
    return load_into_pytorch(layer, values)


def expected_output(values, x, norm_first, mask=None):
    """What PyTorch's layer gives, as an array; `mask` is (T, T) or (B, T), True = may attend."""
    import torch

    masks = {}
    if mask is not None:
        masks["src_mask" if len(mask) == x.shape[-2] else "src_key_padding_mask"] = torch.tensor(
            ~mask
        )
    return in_pytorch(values, norm_first)(torch.tensor(x), **masks).detach().numpy()


def normalise(x, gain=1.0, shift=0.0):
    """LayerNorm in NumPy."""
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5) * gain + shift


def numbers(*shape, seed=1, dtype=np.float64):
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)


def make_constant(block, values, attended, fed):
    """Let the attention give `attended` everywhere, and the network `fed`."""
    constant = {
        "attention.out_proj.weight": np.zeros_like(values["attention.out_proj.weight"]),
        "attention.out_proj.bias": np.full_like(values["attention.out_proj.bias"], attended),
        "feed_forward.linear2.weight": np.zeros_like(values["feed_forward.linear2.weight"]),
        "feed_forward.linear2.bias": np.full_like(values["feed_forward.linear2.bias"], fed),
    }
    block.load_state_dict(values | constant)


@step("5.5")
def test_residual_sums_that_you_can_check_by_hand():
    """In pre-norm, sub-layers that always give 10 and 100 add 110 to x, and zeroed ones nothing."""
    block, values = encoder_block()
    x = np.arange(float(LENGTH * D)).reshape(1, LENGTH, D)
    make_constant(block, values, 10.0, 100.0)
    y = block(x)
    assert is_a(y, task1.Tensor), "a block must give a Tensor"
    assert_close(y.data, x + 110.0, "a pre-norm block whose sub-layers give 10 and 100")
    make_constant(block, values, 0.0, 0.0)
    tensor = leaf(x)
    y = block(tensor)
    assert_close(y.data, x, "a pre-norm block with zeroed sub-layers, which is the identity")
    y.backward(weights(x.shape))
    assert_close(tensor.grad, weights(x.shape), "gradient of `x` in the identity")


@step("5.5")
def test_parts_and_parameters():
    """attention, feed_forward, norm1, norm2 and dropout; weights from `rng`; pre-norm with relu."""
    state = learner.random_state()
    blocks = [task5.TransformerEncoderBlock(D, HEADS, D_FF, rng=learner.rng(s)) for s in (5, 5, 6)]
    first, again, other = (block.state_dict() for block in blocks)
    wanted = {f"attention.{p}_proj.{kind}": shape for p in ("q", "k", "v", "out")
              for kind, shape in (("weight", (D, D)), ("bias", (D,)))}  # fmt: skip
    wanted |= {
        "feed_forward.linear1.weight": (D_FF, D), "feed_forward.linear1.bias": (D_FF,),
        "feed_forward.linear2.weight": (D, D_FF), "feed_forward.linear2.bias": (D,),
        "norm1.weight": (D,), "norm1.bias": (D,), "norm2.weight": (D,), "norm2.bias": (D,),
    }  # fmt: skip
    assert_parameter_names(first, wanted)
    for name, shape in wanted.items():
        assert first[name].shape == shape, f"`{name}` has shape {first[name].shape}, not {shape}"
        assert_close(again[name], first[name], f"`{name}` from the same seed", tolerance=EXACT)
        if "norm" not in name:
            assert not np.any(other[name] == first[name]), f"`{name}` is not drawn from `rng`"
    kinds = {
        "attention": task4.MultiHeadAttention,
        "feed_forward": task5.FeedForward,
        "norm1": task5.LayerNorm,
        "norm2": task5.LayerNorm,
        "dropout": task5.Dropout,
    }
    for name, kind in kinds.items():
        assert is_a(getattr(blocks[0], name), kind), f"`{name}` is not of the class asked for"
    assert blocks[0].norm_first is True, "norm_first is True unless told otherwise"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"
    x = numbers(BATCH, LENGTH, D)
    values = randomise(blocks[0])
    what = "a block as it comes: pre-norm, relu, no dropout"
    assert_close(blocks[0](x).data, expected_output(values, x, True), what)


@step("5.5")
def test_post_norm_normalises_the_sums():
    """In post-norm, each sum of x and what a sub-layer gives is normalised: norm2 is the last."""
    block, values = encoder_block(norm_first=False)
    make_constant(block, values, 0.0, 0.0)
    gains = [values[name] for name in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias")]
    x = numbers(BATCH, LENGTH, D)
    expected = normalise(normalise(x, *gains[:2]), *gains[2:])
    assert_close(block(x).data, expected, "a post-norm block with zeroed sub-layers")


@step("5.5")
@KINDS
@pytest.mark.parametrize("activation", ["relu", "gelu"])
@pytest.mark.parametrize(
    ("sizes", "dtype"),
    [
        ((BATCH, LENGTH, D, HEADS, D_FF), np.float64),
        ((BATCH, LENGTH, D, HEADS, D_FF), np.float32),
        ((4, 4, 4, 4, 4), np.float64),
    ],
)
def test_block_agrees_with_pytorch(norm_first, activation, sizes, dtype):
    """The output and every gradient are PyTorch's on the same weights, pre-norm and post-norm."""
    import torch

    batch, length, *sizes = sizes
    block, values = encoder_block(norm_first, activation, sizes, dtype=dtype)
    theirs = in_pytorch(values, norm_first, activation, sizes)
    x, g = numbers(batch, length, sizes[0], dtype=dtype), numbers(batch, length, sizes[0], seed=2)
    tensor, other = leaf(x, dtype), torch.tensor(x, requires_grad=True)
    y, expected = block(tensor), theirs(other)
    what = f"the block with norm_first={norm_first} and {activation}"
    assert_close(y.data, expected, what)
    y.backward(g.astype(dtype))
    expected.backward(torch.tensor(g.astype(dtype)))
    assert_close(tensor.grad, other.grad, f"gradient of `x` in {what}")
    assert_parameter_gradients(block, gradients_in_pytorch(theirs), what)


@step("5.5")
@KINDS
@pytest.mark.parametrize("kind", ["padding", "per query"])
def test_masks_reach_the_attention(norm_first, kind):
    """With a mask the output is PyTorch's, and what nobody may attend to counts for nothing."""
    block, values = encoder_block(norm_first)
    x = numbers(BATCH, LENGTH, D)
    if kind == "padding":
        real = np.arange(LENGTH) < np.array([[3], [5], [1]])
        expected, mask = expected_output(values, x, norm_first, real), real[:, None, None, :]
    else:
        mask = np.tril(np.ones((LENGTH, LENGTH), bool))
        expected = expected_output(values, x, norm_first, mask)
    y = block(x, mask)
    assert_close(y.data, expected, f"the block with a mask of shape {mask.shape}")
    assert_close(block(x, mask=mask).data, expected, "the block, called with mask=mask")
    changed = x.copy()
    if kind == "padding":
        changed[0, 3:], changed[2, 1:] = 9.0, numbers(LENGTH - 1, D, seed=3)
        same = real
    else:
        changed[:, -1] = numbers(BATCH, D, seed=3)
        same = np.broadcast_to(np.arange(LENGTH) < LENGTH - 1, (BATCH, LENGTH))
    again = block(changed, mask).data
    assert_close(again[same], expected[same], "the outputs after changing what they may not see")


@step("5.5")
@KINDS
def test_gradients_agree_with_finite_differences(norm_first):
    """The gradient of x agrees with finite differences, with a mask too."""
    import torch

    block, values = encoder_block(norm_first, "gelu", (4, 2, 3))
    theirs = in_pytorch(values, norm_first, "gelu", (4, 2, 3))
    mask = np.array([[True, False, True], [True, True, False], [False, True, True]])
    hidden = torch.tensor(~mask)
    check_gradients(
        lambda x: block(x, mask),
        numbers(2, 3, 4),
        what=f"the block with norm_first={norm_first}",
        reference=lambda x: theirs(torch.tensor(x), src_mask=hidden).detach().numpy(),
    )


@step("5.5")
@KINDS
def test_order_and_batch_do_not_matter(norm_first):
    """Positions in another order give the outputs in that order; batch entries do not mix."""
    block, values = encoder_block(norm_first)
    x = numbers(BATCH, LENGTH, D)
    expected = expected_output(values, x, norm_first)
    order = [3, 0, 4, 1, 2]
    y = block(x[:, order]).data
    assert_close(y, expected[:, order], "the block with the positions in another order")
    for b in range(BATCH):
        assert_close(
            block(x[b]).data, expected[b], f"the block on entry {b} alone, without a batch"
        )
    y = block(np.stack([x, x[::-1]])).data
    assert_close(y, np.stack([expected, expected[::-1]]), "the block with two batch axes")


@step("5.5")
@KINDS
def test_the_sum_takes_what_dropout_gives(norm_first):
    """`dropout` gets each sub-layer's output before the sum: here it is a layer giving 2y + 1."""
    block, values = encoder_block(norm_first)
    make_constant(block, values, 0.5, 3.0)
    block.dropout = learner.beside("models").affine(task3.Module, 2.0, 1.0)
    x = numbers(BATCH, LENGTH, D)
    if norm_first:
        what = "a pre-norm block whose sub-layers give 1/2 and 3, where `dropout` gives 2y + 1"
        assert_close(block(x).data, x + 2.0 + 7.0, what)
    block.attention.out_proj.bias.data = attended = numbers(D, seed=5)
    block.feed_forward.linear2.bias.data = fed = numbers(D, seed=6)
    first, second = 2 * attended + 1, 2 * fed + 1
    if norm_first:
        expected = x + first + second
    else:
        a = normalise(x + first, values["norm1.weight"], values["norm1.bias"])
        expected = normalise(a + second, values["norm2.weight"], values["norm2.bias"])
    what = f"the block with norm_first={norm_first}, where `dropout` gives 2y + 1"
    assert_close(block(x).data, expected, what)


@step("5.5")
def test_dropout_stands_after_each_sub_layer_and_nowhere_else():
    """In training the outputs of both sub-layers are dropped, each by itself, and x never is."""
    p, shape = 0.25, (20, LENGTH, D)
    block, values = encoder_block(dropout=p)
    for name, value in values.items():  # attention gives 1 everywhere, the network 100
        zero, one = np.zeros_like(value), np.ones_like(value)
        if name in ("attention.v_proj.bias", "feed_forward.linear1.bias"):
            values[name] = one
        elif name == "attention.out_proj.weight":
            values[name] = np.eye(D)
        elif name == "feed_forward.linear2.weight":
            values[name] = np.full_like(value, 100 / D_FF)
        elif "norm" not in name:
            values[name] = zero
    block.load_state_dict(dict(values))
    x = numbers(*shape)
    y = block(x).data - x
    scale = 1 / (1 - p)
    nearest = np.round(y / scale)  # 0, 1, 100, 101
    what = "y - x in training, where the sub-layers give 1 and 100: 0, 1, 100 or 101 over 1 - p"
    assert set(np.unique(nearest)) <= {0, 1, 100, 101}, f"{what}; found {np.unique(nearest)[:6]}"
    assert_close(y, nearest * scale, what)
    room = 6 * np.sqrt(p * (1 - p) / x.size)
    for name, kept in (("attention", nearest % 2 == 1), ("the network", nearest >= 100)):
        share = 1 - kept.mean()
        assert abs(share - p) <= room, f"{share:.1%} of what {name} gives is dropped, not {p:.0%}"
    both = (nearest == 0).mean()
    assert abs(both - p * p) <= room, "the two sub-layers must be dropped independently"
    block.eval()
    assert_close(block(x).data, x + 101, "the block in evaluation, where nothing is dropped")


@step("5.5")
@KINDS
@given(x=layouts(arrays((2, 3, 4), distinct=True)), examples=4)
def test_block_leaves_no_trace(norm_first, x):
    """Input, mask and parameters are not written to, nothing is printed, and two passes add up."""
    block, values = encoder_block(norm_first, sizes=(4, 2, 3))
    held, mask = learner.hold(x), learner.hold(np.array([True, True, False]))
    tensor = leaf(x)
    with no_side_effects(held, mask):
        y = block(held, mask)
        assert_close(block(tensor, mask).data, y.data, "the block on a tensor, and on its array")
        y = block(tensor, mask)
        y.backward(weights(x.shape))
        once = {name: p.grad for name, p in block.named_parameters()} | {"x": tensor.grad}
        y.backward(weights(x.shape))
    assert_close(tensor.grad, 2 * once.pop("x"), "gradient of `x` after two passes")
    twice = {name: 2 * grad for name, grad in once.items()}
    assert_parameter_gradients(block, twice, "the block after two passes")
    for name, value in block.state_dict().items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
