"""Step 7.5: causal self-attention."""

import numpy as np
import pytest
import torch
from hypothesis import strategies as st
from torch import nn

from kata import learner
from kata.learner import task7_model as task7
from kata.testing import EXACT, assert_close, given, gpt, is_a, raises, step
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

B, T, H, D = 3, 5, 2, 8  # a head has 4 features: no two sizes alike
BOTTOM_RIGHT = "a mask aligned at the bottom right: the last query sees every key"
MOVED = "changing a position changes what stands before it: the attention is not causal"


def causal_self_attention(n_head=H, n_embd=D, bias=True, dropout=0.0, dtype=torch.float64):
    """Attention whose parameters are all different, and these by name."""
    config = task7.GPTConfig(11, 7, 1, n_head, n_embd, dropout=dropout, bias=bias)
    module = task7.CausalSelfAttention(config)
    wanted = sorted(name for name in THEIR_NAMES if bias or name.endswith("weight"))
    found = sorted(parameters(module))
    assert found == wanted, f"bias={bias}: the parameters should be {wanted}, not {found}"
    return module, randomise(module, dtype=dtype)


def in_pytorch(values, n_head=H):
    """PyTorch's attention with these parameters, as a function of x."""
    weight = values["c_attn.weight"]
    size, bias = weight.shape[1], "c_attn.bias" in values
    theirs = nn.MultiheadAttention(size, n_head, bias=bias, batch_first=True, dtype=weight.dtype)
    names = {THEIR_NAMES[name]: value for name, value in values.items()}
    theirs.load_state_dict(names)

    def forward(x):
        hidden = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1)
        return theirs(x, x, x, attn_mask=hidden, need_weights=False)[0]

    return theirs, forward


THEIR_NAMES = {
    "c_attn.weight": "in_proj_weight",
    "c_attn.bias": "in_proj_bias",
    "c_proj.weight": "out_proj.weight",
    "c_proj.bias": "out_proj.bias",
}


def numbers(*shape, seed=1, dtype=torch.float64):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=shape)).to(dtype)


@step("7.5")
def test_mask_that_you_can_check_by_hand():
    """Each position sees itself and those before it; with fewer queries than keys they are the
    last."""
    square = [[True, False, False], [True, True, False], [True, True, True]]
    mask = task7.causal_mask(3, 3)
    assert isinstance(mask, torch.Tensor), "a mask must be a tensor"
    assert_close(mask, torch.tensor(square), "causal_mask(3, 3), queries down, keys across")
    wide = torch.tensor([[True, True, True, False], [True, True, True, True]])
    assert_close(task7.causal_mask(2, 4), wide, "causal_mask(2, 4)", convention=BOTTOM_RIGHT)
    one = torch.ones(1, 4, dtype=torch.bool)
    assert_close(task7.causal_mask(1, 4), one, "causal_mask(1, 4): the last query sees every key")


@step("7.5")
@given(T_query=st.integers(1, 6), earlier=st.integers(0, 4))
def test_a_query_sees_what_stands_before_it_and_itself(T_query, earlier):
    """Query i of the last T_query stands at key i + T_key - T_query, and sees the keys up to it."""
    T_key = T_query + earlier
    expected = [[j <= i + earlier for j in range(T_key)] for i in range(T_query)]
    what = f"causal_mask({T_query}, {T_key})"
    mask = task7.causal_mask(T_query, T_key)
    assert_close(mask, torch.tensor(expected), what, convention=BOTTOM_RIGHT)


@step("7.5")
def test_more_queries_than_keys_are_refused():
    """A query without a key of its own is a ValueError that names both numbers."""
    expected = torch.tensor([[True, False], [True, True]])
    with no_side_effects():
        for device in (None, "cpu", torch.device("cpu")):
            mask = task7.causal_mask(2, 2, device=device)
            assert_close(mask, expected, f"causal_mask(2, 2, device={device!r})")
    for sizes in ((3, 2), (5, 1)):
        with raises(ValueError, mention=[*map(str, sizes)], what=f"causal_mask{sizes}"):
            task7.causal_mask(*sizes)


@step("7.5")
def test_attention_that_you_can_check_by_hand():
    """With queries of 0 all scores are equal: each position gets the mean of the values so far."""
    module, _ = causal_self_attention(n_head=1, n_embd=2)
    nothing, identity = torch.zeros(4, 2), torch.eye(2)
    load(
        module,
        {
            "c_attn.weight": torch.cat([nothing, identity]),
            "c_attn.bias": torch.zeros(6),
            "c_proj.weight": torch.tensor([[1.0, 0.0], [0.0, 10.0]]),
            "c_proj.bias": torch.tensor([100.0, 0.0]),
        },
    )
    x = torch.tensor([[[1.0, 2.0], [3.0, 4.0], [8.0, 12.0]]], dtype=torch.float64)
    what = "the means of [1, 2], [3, 4], [8, 12] so far, the second times 10, the first plus 100"
    assert_close(module(x), [[[101.0, 20.0], [102.0, 30.0], [104.0, 60.0]]], what)


@step("7.5")
def test_parts_and_parameters():
    """c_attn and c_proj are linear layers, with a bias if config.bias; there is nothing else."""
    for bias in (True, False):
        module, _ = causal_self_attention(bias=bias)
        for name in ("c_attn", "c_proj"):
            linear = learner.beside("gpt").nn.Linear
            assert is_a(getattr(module, name), linear), f"`{name}` must be an nn.Linear"
        wanted = {"c_attn.weight": (3 * D, D), "c_proj.weight": (D, D)}
        wanted |= {"c_attn.bias": (3 * D,), "c_proj.bias": (D,)} if bias else {}
        shapes = {name: tuple(value.shape) for name, value in parameters(module).items()}
        assert shapes == wanted, f"with bias={bias} the parameters should be {wanted}, not {shapes}"


@step("7.5")
def test_queries_keys_and_values_are_rows_of_c_attn():
    """The first D rows of c_attn give the queries, the next D the keys, the last D the values; head
    h has D/H of each, from h · D/H on."""
    for batch, length, n_head, n_embd in ((B, T, H, D), (2, 7, 3, 12), (4, 4, 4, 16)):
        module, values = causal_self_attention(n_head, n_embd)
        x = numbers(batch, length, n_embd)
        parts = (x @ values["c_attn.weight"].T + values["c_attn.bias"]).chunk(3, dim=-1)
        projected = module.project(x)
        for name, mine, part in zip(("queries", "keys", "values"), projected, parts, strict=True):
            expected = gpt.heads(part, n_head)
            assert_close(mine, expected, f"the {name} that `project` gives, (B, H, T, D/H)")


@step("7.5")
@pytest.mark.parametrize("bias", [True, False])
def test_attention_agrees_with_pytorch(bias):
    """The output and every gradient are those of nn.MultiheadAttention with a causal mask."""
    for batch, length, n_head, n_embd, dtype in (
        (B, T, H, D, torch.float64),
        (B, T, H, D, torch.float32),
        (2, 7, 3, 12, torch.float64),
        (4, 4, 4, 16, torch.float64),
        (1, 1, 2, 6, torch.float64),
        (3, 2, 2, 8, torch.float64),
    ):
        module, values = causal_self_attention(n_head, n_embd, bias, dtype=dtype)
        theirs, forward = in_pytorch(values, n_head)
        x = numbers(batch, length, n_embd, dtype=dtype)
        what = f"causal self-attention, {n_head} heads of {n_embd // n_head}, bias={bias}"
        assert_parity(module, forward, x, what=what, names=["x"])
        found = gradients(theirs)
        expected = {name: found[THEIR_NAMES[name]] for name in values}
        assert_parameter_gradients(module, expected, what)


@step("7.5")
def test_attend_takes_the_queries_for_the_last_positions():
    """With fewer queries than keys, query i sees the keys up to i + T_key - T_query."""
    T_key, d_head = 6, D // H
    module, values = causal_self_attention()

    def expected(query, key, value):
        together = torch.cat(gpt.attend(query, key, value).unbind(1), dim=-1)
        return gpt.linear(values, "c_proj", together)

    key, value = numbers(B, H, T_key, d_head, seed=3), numbers(B, H, T_key, d_head, seed=4)
    for T_query in (6, 1, 4, 2, 5):
        query = numbers(B, H, T_query, d_head, seed=2)
        what = f"attend with queries for the last {T_query} of {T_key} positions"
        names = ["query", "key", "value"]
        assert_parity(module.attend, expected, query, key, value, what=what, names=names)


@step("7.5")
def test_no_position_sees_what_comes_after_it():
    """Changing one position changes the outputs there and after it, and none before it."""
    module, values = causal_self_attention()
    _, forward = in_pytorch(values)
    x = numbers(B, T, D)
    before = module(x).detach()
    assert_close(before, forward(x).detach(), "causal self-attention")
    for t in range(T):
        changed = x.clone()
        changed[:, t] = numbers(B, D, seed=9 + t)
        after = module(changed).detach()
        assert_close(after[:, :t], before[:, :t], f"outputs before position {t}: {MOVED}")
        differ = (after - before)[:, t:].abs().amax(dim=-1) > 1e-6
        assert differ.all(), f"changing position {t} must change every output from there on"


@step("7.5")
def test_the_future_gets_no_gradient():
    """The gradient of output t is exactly 0 for positions after t, and not 0 for 0 to t."""
    module, _ = causal_self_attention()
    for t in range(T):
        x = leaf(numbers(B, T, D))
        y = module(x)
        y[:, t].backward(weights(y.detach()[:, t]))
        grad = x.grad
        assert (grad[:, t + 1 :] == 0).all(), (
            f"the gradient of output {t} for what comes after it must be exactly 0: {MOVED}"
        )
        seen = grad[:, : t + 1].abs().amax(dim=-1) > 0
        assert seen.all(), f"output {t} must see every position from 0 to {t}, itself included"


@step("7.5")
def test_there_is_no_dropout_in_the_attention():
    """In training with config.dropout = 0.5 nothing is dropped here: that follows in the block."""
    module, values = causal_self_attention(dropout=0.5)
    _, forward = in_pytorch(values)
    x = numbers(B, T, D)
    for mode in (True, False):
        module.train(mode)
        what = f"causal self-attention with config.dropout = 0.5 and training = {mode}"
        assert_close(module(x), forward(x).detach(), what)


@step("7.5")
@given(x=layouts(tensors((2, 3, 4), distinct=True)), examples=6)
def test_attention_leaves_no_trace(x):
    """x and the parameters are not written to, however x lies in memory; entries do not mix."""
    module, values = causal_self_attention(2, 4)
    _, forward = in_pytorch(values, 2)
    held = learner.hold(x)
    with no_side_effects(held):
        assert_close(module(held), forward(x).detach(), "causal self-attention")
    for b in range(2):
        alone = forward(x[b : b + 1]).detach()
        assert_close(module(x[b : b + 1]), alone, f"causal self-attention on entry {b} alone")
    for name, value in parameters(module).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
