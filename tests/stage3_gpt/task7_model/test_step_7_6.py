"""Step 7.6: the decoder block."""

import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from kata import learner
from kata.learner import task7_model as task7
from kata.testing import EXACT, assert_close, given, gpt, is_a, step
from kata.testing.pytorch import (
    assert_parameter_gradients,
    assert_parity,
    gradients,
    layouts,
    leaf,
    load,
    no_side_effects,
    parameters,
    randomise,
    tensors,
    weights,
)

B, T, H, D = 3, 5, 2, 8  # a head has 4 features, the network 32: no two sizes alike
TANH = "the tanh form of GELU"
THEIR_NAMES = {
    "attn.c_attn.weight": "self_attn.in_proj_weight",
    "attn.c_attn.bias": "self_attn.in_proj_bias",
    "attn.c_proj.weight": "self_attn.out_proj.weight",
    "attn.c_proj.bias": "self_attn.out_proj.bias",
    "mlp.c_fc.weight": "linear1.weight",
    "mlp.c_fc.bias": "linear1.bias",
    "mlp.c_proj.weight": "linear2.weight",
    "mlp.c_proj.bias": "linear2.bias",
    "ln_1.weight": "norm1.weight",
    "ln_1.bias": "norm1.bias",
    "ln_2.weight": "norm2.weight",
    "ln_2.bias": "norm2.bias",
}


def config(n_head=H, n_embd=D, bias=True, dropout=0.0):
    return task7.GPTConfig(11, 7, 1, n_head, n_embd, dropout=dropout, bias=bias)


def decoder_block(n_head=H, n_embd=D, bias=True, dropout=0.0, dtype=torch.float64):
    """A block whose parameters are all different, and these by name."""
    block = task7.DecoderBlock(config(n_head, n_embd, bias, dropout))
    wanted = sorted(name for name in THEIR_NAMES if bias or name.endswith("weight"))
    found = sorted(parameters(block))
    assert found == wanted, f"bias={bias}: the parameters should be {wanted}, not {found}"
    return block, randomise(block, dtype=dtype)


def in_pytorch(values, n_head=H):
    """PyTorch's layer with these parameters, and the same as a function of x."""
    weight = values["ln_1.weight"]
    theirs = nn.TransformerEncoderLayer(
        len(weight),
        n_head,
        4 * len(weight),
        dropout=0.0,
        activation=lambda x: F.gelu(x, approximate="tanh"),
        batch_first=True,
        norm_first=True,
        bias="ln_1.bias" in values,
        dtype=weight.dtype,
    )
    theirs.load_state_dict({THEIR_NAMES[name]: value for name, value in values.items()})

    def forward(x):
        hidden = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1)
        return theirs(x, src_mask=hidden)

    return theirs, forward


def numbers(*shape, seed=1, dtype=torch.float64):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=shape)).to(dtype)


def gelu(x):
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def make_constant(block, values, attended, fed):
    """Let the attention give `attended` everywhere, and the network `fed`."""
    constant = {
        "attn.c_proj.weight": torch.zeros_like(values["attn.c_proj.weight"]),
        "attn.c_proj.bias": torch.zeros_like(values["attn.c_proj.bias"]) + attended,
        "mlp.c_proj.weight": torch.zeros_like(values["mlp.c_proj.weight"]),
        "mlp.c_proj.bias": torch.zeros_like(values["mlp.c_proj.bias"]) + fed,
    }
    load(block, constant)


@step("7.6")
def test_network_that_you_can_check_by_hand():
    """Hidden features 1, -1, 2 and 0 go through gelu, weights 1, 10, 100, 1000 and the bias 5."""
    mlp = task7.MLP(config(n_head=1, n_embd=1))
    mlp.double()
    load(
        mlp,
        {
            "c_fc.weight": torch.tensor([[1.0], [-1.0], [2.0], [0.0]]),
            "c_fc.bias": torch.zeros(4),
            "c_proj.weight": torch.tensor([[1.0, 10.0, 100.0, 1000.0]]),
            "c_proj.bias": torch.tensor([5.0]),
        },
    )

    expected = gelu(1.0) + 10 * gelu(-1.0) + 100 * gelu(2.0) + 5
    y = mlp(torch.ones(1, 1, 1, dtype=torch.float64))
    assert_close(y, [[[expected]]], "MLP of the input 1", convention=TANH)


@step("7.6")
@pytest.mark.parametrize("bias", [True, False])
def test_network_works_at_every_position_by_itself(bias):
    """Linear to 4 D, gelu in its tanh form, linear to D; any axes may stand in front."""
    mlp = task7.MLP(config(bias=bias, dropout=0.5))
    values = randomise(mlp)
    wanted = {"c_fc.weight": (4 * D, D), "c_proj.weight": (D, 4 * D)}
    wanted |= {"c_fc.bias": (4 * D,), "c_proj.bias": (D,)} if bias else {}
    shapes = {name: tuple(value.shape) for name, value in values.items()}
    assert shapes == wanted, f"with bias={bias} the parameters should be {wanted}, not {shapes}"

    def expected(x):
        hidden = F.gelu(gpt.linear(values, "c_fc", x), approximate="tanh")
        return gpt.linear(values, "c_proj", hidden)

    for shape in ((D,), (T, D), (B, T, D), (2, B, T, D)):
        x = numbers(*shape)
        what = f"MLP of an input of shape {shape} in training (there is no dropout in it)"
        assert_parity(mlp, expected, x, what=what, names=["x"])


@step("7.6")
def test_residual_sums_that_you_can_check_by_hand():
    """Sub-layers that always give 10 and 100 add 110 to x, and zeroed ones nothing."""
    block, values = decoder_block()
    x = torch.arange(float(T * D), dtype=torch.float64).reshape(1, T, D)
    make_constant(block, values, 10.0, 100.0)
    load(block, {k: torch.zeros_like(v) for k, v in values.items() if k.startswith("ln_")})
    what = "a block whose sub-layers give 10 and 100, though its normalisations give 0: x + 110"
    assert_close(block(x), x + 110.0, what)
    load(block, values)
    make_constant(block, values, 10.0, 100.0)
    assert_close(block(x), x + 110.0, "a block whose sub-layers give 10 and 100")
    make_constant(block, values, 0.0, 0.0)
    tensor = leaf(x)
    y = block(tensor)
    assert_close(y, x, "a block with zeroed sub-layers, which is the identity")
    y.backward(weights(x))
    assert_close(tensor.grad, weights(x), "gradient of `x` in the identity")


@step("7.6")
@pytest.mark.parametrize("bias", [True, False])
def test_block_agrees_with_pytorch(bias):
    """The output and every gradient are those of PyTorch's pre-norm layer with a causal mask."""
    for batch, length, n_head, n_embd, dtype in (
        (B, T, H, D, torch.float64),
        (B, T, H, D, torch.float32),
        (4, 4, 4, 16, torch.float64),
        (1, 1, 3, 6, torch.float64),
    ):
        block, values = decoder_block(n_head, n_embd, bias, dtype=dtype)
        theirs, forward = in_pytorch(values, n_head)
        x = numbers(batch, length, n_embd, dtype=dtype)
        what = f"the block with {n_head} heads of {n_embd // n_head} and bias={bias}"
        assert_parity(block, forward, x, what=what, names=["x"])
        found = gradients(theirs)
        expected = {name: found[THEIR_NAMES[name]] for name in values}
        assert_parameter_gradients(block, expected, what)


@step("7.6")
def test_parts_and_parameters():
    """ln_1, attn, ln_2, mlp and dropout, of the classes asked for; biases only where asked for."""
    shapes = {
        "ln_1.weight": (D,), "ln_1.bias": (D,), "ln_2.weight": (D,), "ln_2.bias": (D,),
        "attn.c_attn.weight": (3 * D, D), "attn.c_attn.bias": (3 * D,),
        "attn.c_proj.weight": (D, D), "attn.c_proj.bias": (D,),
        "mlp.c_fc.weight": (4 * D, D), "mlp.c_fc.bias": (4 * D,),
        "mlp.c_proj.weight": (D, 4 * D), "mlp.c_proj.bias": (D,),
    }  # fmt: skip
    there = learner.beside("gpt").nn
    for bias in (True, False):
        block = task7.DecoderBlock(config(bias=bias, dropout=0.3))
        found = {name: tuple(value.shape) for name, value in parameters(block).items()}
        wanted = {k: shape for k, shape in shapes.items() if bias or not k.endswith("bias")}
        assert found == wanted, f"with bias={bias} the parameters should be {wanted}, not {found}"
        kinds = {
            "ln_1": there.LayerNorm,
            "attn": task7.CausalSelfAttention,
            "ln_2": there.LayerNorm,
            "mlp": task7.MLP,
            "dropout": there.Dropout,
        }
        for name, kind in kinds.items():
            assert is_a(getattr(block, name), kind), f"`{name}` is not of the class asked for"
        assert block.dropout.p == 0.3, "`dropout` does not have config.dropout"
        for name in ("ln_1", "ln_2"):
            gain = getattr(block, name).weight
            assert_close(gain, torch.ones(D), f"the gain of a new `{name}`")


@step("7.6")
def test_no_position_sees_what_comes_after_it_through_two_blocks():
    """The gradient of output t is exactly 0 for positions after t, however many blocks there
    are."""
    first, _ = decoder_block()
    second, values = decoder_block()
    load(first, {name: value.flip(0) for name, value in values.items()})
    before = second(first(numbers(B, T, D))).detach()
    for t in range(T):
        x = leaf(numbers(B, T, D))
        y = second(first(x))
        y[:, t].backward(weights(before[:, t]))
        grad = x.grad
        assert (grad[:, t + 1 :] == 0).all(), (
            f"output {t} of two blocks depends on what comes after it: its gradient must be 0"
        )
        seen = grad[:, : t + 1].abs().amax(dim=-1) > 0
        assert seen.all(), f"output {t} must depend on every position from 0 to {t}"
        changed = numbers(B, T, D)
        changed[:, t] = numbers(B, D, seed=9 + t)
        after = second(first(changed)).detach()
        assert_close(after[:, :t], before[:, :t], f"outputs before {t} after changing position {t}")


@step("7.6")
def test_dropout_stands_after_each_sub_layer_and_nowhere_else():
    """In training the outputs of both sub-layers are dropped, each by itself, and x never is."""
    p, shape = 0.25, (20, T, D)
    block, values = decoder_block(dropout=p)
    hidden = torch.full((D, 4 * D), 100 / (4 * D * gelu(1.0)), dtype=torch.float64)
    one = {  # the attention gives 1 everywhere, the network 100
        "attn.c_attn.bias": torch.ones(3 * D),
        "attn.c_proj.weight": torch.eye(D),
        "mlp.c_fc.bias": torch.ones(4 * D),
        "mlp.c_proj.weight": hidden,
    }
    others = {k: torch.zeros_like(v) for k, v in values.items() if "ln_" not in k and k not in one}
    load(block, one | others)
    x = numbers(*shape)
    y = block(x).detach() - x
    scale = 1 / (1 - p)
    nearest = (y / scale).round()  # 0, 1, 100, 101
    what = "y - x in training, where the sub-layers give 1 and 100: 0, 1, 100 or 101 over 1 - p"
    found = nearest.unique().tolist()
    assert set(found) <= {0, 1, 100, 101}, f"{what}; found {found[:6]}"
    assert_close(y, nearest * scale, what)
    room = 6 * math.sqrt(p * (1 - p) / x.numel())
    for name, kept in (("the attention", nearest % 2 == 1), ("the network", nearest >= 100)):
        share = 1 - kept.double().mean().item()
        assert abs(share - p) <= room, f"{share:.1%} of what {name} gives is dropped, not {p:.0%}"
    both = (nearest == 0).double().mean().item()
    assert abs(both - p * p) <= room, "the two sub-layers must be dropped independently"
    block.eval()
    assert_close(block(x), x + 101, "the block in evaluation, where nothing is dropped")


@step("7.6")
def test_the_sum_takes_what_dropout_gives():
    """`dropout` gets each sub-layer's output before the sum: here it is a layer giving 2y + 1."""
    block, values = decoder_block()
    block.dropout = learner.beside("torch_models").affine(2.0, 1.0)
    attended, fed = numbers(D, seed=5), numbers(D, seed=6)
    make_constant(block, values, attended, fed)
    x = numbers(B, T, D)
    expected = x + (2 * attended + 1) + (2 * fed + 1)
    assert_close(block(x), expected, "the block, where `dropout` gives 2y + 1")


@step("7.6")
@given(x=layouts(tensors((2, 3, 4), distinct=True)), examples=4)
def test_block_leaves_no_trace(x):
    """x and the parameters are not written to, however x lies in memory; entries do not mix."""
    block, values = decoder_block(2, 4)
    _, forward = in_pytorch(values, 2)
    held, tensor = learner.hold(x), leaf(x)
    with no_side_effects(held):
        assert_close(block(held), forward(x).detach(), "the block")
        block(tensor).backward(weights(x))
    for b in range(2):
        alone = forward(x[b : b + 1]).detach()
        assert_close(block(x[b : b + 1]), alone, f"the block on entry {b} alone")
    for name, value in parameters(block).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
