"""Step 6.4: multi-head attention in PyTorch."""

import math

import pytest
import torch
from torch import nn

from kata import learner
from kata.learner import task6
from kata.testing import EXACT, assert_close, given, raises, step
from kata.testing.modules import gradients_in_pytorch, load_into_pytorch
from kata.testing.pytorch import (
    assert_parameter_gradients,
    check_gradients,
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

BATCH, QUERIES, KEYS, D, HEADS = 2, 5, 7, 12, 3  # a head has 4 features: no two sizes alike
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "out_proj")
PARAMETERS = [f"{name}.{kind}" for name in PROJECTIONS for kind in ("weight", "bias")]


def attention(d_model=D, num_heads=HEADS, dtype=torch.float64):
    """A module whose parameters are all different, and these by name."""
    module = task6.MultiHeadAttention(d_model, num_heads)
    values = randomise(module, dtype=dtype)
    assert list(values) == PARAMETERS, f"the parameters are {list(values)}, not {PARAMETERS}"
    return module, values


def in_pytorch(values, d_model=D, num_heads=HEADS):
    """PyTorch's own module with these parameters."""
    theirs = nn.MultiheadAttention(d_model, num_heads, batch_first=True)
    return load_into_pytorch(theirs, {name: value.numpy() for name, value in values.items()})


def inputs(*shapes, dtype=torch.float64):
    """One random tensor for each shape."""
    generator = torch.Generator().manual_seed(1)
    return [
        torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype) for shape in shapes
    ]


def attend(values, num_heads, query, key=None, value=None, mask=None):
    """The output and the weights, head by head."""
    key = query if key is None else key
    value = key if value is None else value
    q, k, v = (
        x @ values[f"{name}_proj.weight"].T + values[f"{name}_proj.bias"]
        for name, x in zip("qkv", (query, key, value), strict=True)
    )
    width = q.shape[-1] // num_heads
    shape = (*q.shape[:-2], num_heads, q.shape[-2], k.shape[-2])
    mask = torch.ones(shape) if mask is None else mask.broadcast_to(shape)
    outputs, rows = [], []
    for h in range(num_heads):
        own = slice(h * width, (h + 1) * width)
        scores = q[..., own] @ k[..., own].transpose(-1, -2) / math.sqrt(width)
        e = scores.exp() * mask[..., h, :, :]
        total = e.sum(dim=-1, keepdim=True)
        rows.append(e / total.where(total > 0, 1.0))
        outputs.append(rows[-1] @ v[..., own])
    output = torch.cat(outputs, dim=-1) @ values["out_proj.weight"].T + values["out_proj.bias"]
    return output, torch.stack(rows, dim=-3)


@step("6.4")
def test_one_head_that_you_can_check_by_hand():
    """With one head, scores of 0 and ln 3 make weights of 1/4 and 3/4, equal ones of 1/2 each."""
    module = task6.MultiHeadAttention(2, 1)
    for p in PROJECTIONS:
        load(module, {f"{p}.weight": torch.eye(2), f"{p}.bias": torch.zeros(2)})
    query = torch.tensor([[math.sqrt(2.0), 0.0], [0.0, 0.0]])  # the scores are divided by √2
    memory = torch.tensor([[0.0, 0.0], [math.log(3.0), 8.0]])
    out = module(query, memory)
    rows = torch.tensor([[[0.25, 0.75], [0.5, 0.5]]])
    assert_close(module.attention_weights, rows, "the weights of one head, a row for each query")
    expected = torch.tensor([[0.75 * math.log(3.0), 6.0], [0.5 * math.log(3.0), 4.0]])
    assert_close(out, expected, "the output of one head, the values weighed")


@step("6.4")
def test_two_heads_that_you_can_check_by_hand():
    """Each head weighs the values by its own feature; the output projection mixes the heads."""
    module = task6.MultiHeadAttention(2, 2)
    one, zero = torch.eye(2), torch.zeros(2)
    load(module, {
        "q_proj.weight": one, "q_proj.bias": zero,
        "k_proj.weight": one, "k_proj.bias": zero,
        "v_proj.weight": one, "v_proj.bias": torch.tensor([1.0, 2.0]),
        "out_proj.weight": one.flip(0), "out_proj.bias": torch.tensor([10.0, 20.0]),
    })  # fmt: skip
    log3 = math.log(3.0)
    query, memory = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 0.0], [log3, 5.0]])
    out = module(query, memory)
    rows = torch.tensor([[[0.25, 0.75]], [[0.5, 0.5]]])
    assert_close(module.attention_weights, rows, "the weights, H x T_query x T_key")
    expected = torch.tensor([[14.5, 21 + 0.75 * log3]])
    assert_close(out, expected, "the output, heads swapped by out_proj")
    out = module(query, memory, mask=torch.tensor([True, False]))
    rows = torch.tensor([[[1.0, 0.0]], [[1.0, 0.0]]])
    what = "with the mask [True, False], where only the first key may be attended to"
    assert_close(module.attention_weights, rows, f"the weights {what}")
    assert_close(out, torch.tensor([[12.0, 21.0]]), f"the output {what}")


@step("6.4")
def test_parts_and_parameters():
    """Four layers of the class nn.Linear: q_proj, k_proj, v_proj and out_proj, each of its own."""
    parts = learner.beside("torch_parts")
    module = parts.started(5, task6.MultiHeadAttention, D, HEADS)
    found = parts.described(module)
    assert found["is a module"], "MultiHeadAttention must be an nn.Module"
    names = [name for name, *_ in found["state"]]
    assert names == PARAMETERS, f"the state should hold {PARAMETERS}, in this order, not {names}"
    for name, shape, dtype, parameter in found["state"]:
        right = (D, D) if "weight" in name else (D,)
        assert shape == right, f"`{name}` has shape {shape}, not {right}"
        assert dtype == torch.float32, f"`{name}` is {dtype}, not PyTorch's default"
        assert parameter, f"`{name}` must be a parameter, not a buffer"
    for p in PROJECTIONS:
        assert parts.is_linear(getattr(module, p)), f"`{p}` must be an nn.Linear"
    assert not parts.tied(module), "two projections share their parameters"
    values = parameters(module)
    (x,) = inputs((BATCH, QUERIES, D), dtype=torch.float32)
    assert_close(module(x), attend(values, HEADS, x)[0], "attention(x) of a module as it comes")


@step("6.4")
@pytest.mark.parametrize("given_inputs", ["query", "query, key", "query, key, value"])
@pytest.mark.parametrize(
    ("sizes", "dtype"),
    [
        ((BATCH, QUERIES, KEYS, D, HEADS), torch.float64),
        ((BATCH, QUERIES, KEYS, D, HEADS), torch.float32),
        ((4, 4, 4, 4, 2), torch.float64),
    ],
)
def test_attention_agrees_with_pytorch(sizes, dtype, given_inputs):
    """Self- and cross-attention: output, weights and gradients are nn.MultiheadAttention's."""
    batch, queries, keys, d_model, num_heads = sizes
    count = len(given_inputs.split(", "))
    values = inputs(*((batch, t, d_model) for t in (queries, keys, keys)[:count]), dtype=dtype)
    module, state = attention(d_model, num_heads, dtype)
    theirs = in_pytorch(state, d_model, num_heads)
    ours, others = [leaf(x) for x in values], [x.clone().requires_grad_() for x in values]
    what = f"attention({given_inputs})"
    out = module(*ours)
    expected, rows = theirs(*others, *others[-1:] * (3 - count), average_attn_weights=False)
    assert_close(out, expected, what)
    assert_close(module.attention_weights, rows, f"`attention_weights` after {what}")
    g = weights(expected)
    out.backward(g)
    expected.backward(g)
    for name, tensor, other in zip(given_inputs.split(", "), ours, others, strict=True):
        assert_close(tensor.grad, other.grad, f"gradient of `{name}` in {what}")
    assert_parameter_gradients(module, gradients_in_pytorch(theirs), what)


@step("6.4")
@pytest.mark.parametrize("masked", [False, True])
def test_gradients_agree_with_finite_differences(masked):
    """The gradients of query, key and value agree with finite differences, with a mask too."""
    module, _ = attention(6, 2)
    mask = torch.tensor([[True, True, False, True], [False] * 4, [True] * 4])
    mask = mask if masked else None
    check_gradients(
        lambda query, key, value: module(query, key, value, mask),
        *inputs((3, 6), (4, 6), (4, 6)),
        what="attention(query, key, value)" + (" with a mask" if masked else ""),
    )


@step("6.4")
@pytest.mark.parametrize(
    "shape",
    [
        (QUERIES, KEYS),
        (KEYS,),
        (BATCH, 1, 1, KEYS),
        (BATCH, 1, QUERIES, KEYS),
        (HEADS, 1, KEYS),
        (BATCH, HEADS, QUERIES, KEYS),
    ],
)
def test_masks_broadcast_over_batch_heads_and_queries(shape):
    """A mask, True = may attend, broadcasts to (B, H, T_query, T_key); masked weights are 0."""
    module, values = attention()
    query, memory = inputs((BATCH, QUERIES, D), (BATCH, KEYS, D))
    mask = torch.rand(shape, generator=torch.Generator().manual_seed(3)) < 0.6
    mask[..., 2] = True
    out = module(query, memory, mask=mask)
    expected, rows = attend(values, HEADS, query, memory, mask=mask)
    what = f"with a mask of shape {shape}"
    assert_close(module.attention_weights, rows, f"`attention_weights` {what}")
    assert_close(out, expected, f"attention(query, memory) {what}")
    hidden = ~mask.broadcast_to(rows.shape)
    assert torch.all(module.attention_weights[hidden] == 0), "a masked weight must be exactly 0"


@step("6.4")
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_a_query_that_sees_nothing_gives_zeros(dtype):
    """With every key masked weights are 0, the output is out_proj's bias, and nothing is NaN."""
    module, values = attention(dtype=dtype)
    mask = torch.ones(BATCH, 1, QUERIES, KEYS, dtype=torch.bool)
    mask[1, :, 2] = mask[0] = False  # one query of the second entry, the whole first entry
    shapes = (BATCH, QUERIES, D), (BATCH, KEYS, D), (BATCH, KEYS, D)
    values_in = inputs(*shapes, dtype=dtype)
    ours, others = [leaf(x) for x in values_in], [x.clone().requires_grad_() for x in values_in]
    state = {name: value.clone().requires_grad_() for name, value in values.items()}
    out, (expected, rows) = module(*ours, mask), attend(state, HEADS, *others, mask)
    assert_close(module.attention_weights, rows, "the weights, where a query sees nothing")
    assert_close(out, expected, "the output, where a query sees nothing")
    g = weights(expected)
    out.backward(g)
    expected.backward(g)
    for name, tensor, other in zip(("query", "key", "value"), ours, others, strict=True):
        what = f"gradient of `{name}`, where a query sees nothing"
        assert_close(tensor.grad, other.grad, what)
        assert torch.all(tensor.grad[0] == 0), f"{what}: not exactly 0 in the masked entry"
    expected = {name: value.grad for name, value in state.items()}
    assert_parameter_gradients(module, expected, "attention, where a query sees nothing")


@step("6.4")
def test_masked_positions_count_for_nothing():
    """Changing a masked key or value changes nothing, and its gradient is exactly 0."""
    module, values = attention()
    query, key, value = inputs((BATCH, QUERIES, D), (BATCH, KEYS, D), (BATCH, KEYS, D))
    mask = torch.ones(BATCH, 1, 1, KEYS, dtype=torch.bool)
    mask[0, ..., 3] = mask[1, ..., 5] = False
    expected, _ = attend(values, HEADS, query, key, value, mask)
    leaves = leaf(query), leaf(key), leaf(value)
    out = module(*leaves, mask)
    assert_close(out, expected, "attention(query, key, value, mask)")
    out.backward(weights(expected))
    for name, tensor in zip(("key", "value"), leaves[1:], strict=True):
        grad = tensor.grad
        assert torch.all(grad[[0, 1], [3, 5]] == 0), f"a masked `{name}` has a gradient"
        assert torch.all(torch.any(grad[[0, 1], [5, 3]] != 0, dim=-1)), (
            f"a `{name}` that is seen has no gradient"
        )
    key[[0, 1], [3, 5]], value[[0, 1], [3, 5]] = 20.0, -30.0
    again = module(query, key, value, mask)
    assert_close(again, expected, "the output after changing what is masked")


@step("6.4")
def test_large_scores_do_not_overflow():
    """However large or small the scores, what may be seen shares the weight, and nothing else."""
    module = task6.MultiHeadAttention(4, 2)
    for p in PROJECTIONS:
        load(module, {f"{p}.weight": torch.eye(4), f"{p}.bias": torch.zeros(4)})
    query = torch.tensor([[200.0, 0.0, 0.0, 200.0]])
    memory = torch.tensor([[200.0, 8.0, 0.0, 0.0], [0.0, 0.0, 0.0, 200.0], [0.0, 4.0, 0.0, 0.0]])
    out = module(query, memory)
    rows = torch.tensor([[[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]]])
    assert_close(module.attention_weights, rows, "the weights of large scores")
    assert_close(out, torch.tensor([[200.0, 8.0, 0.0, 200.0]]), "the output of large scores")
    out = module(query, memory, mask=torch.tensor([False, True, True]))
    rows = torch.tensor([[[0.0, 0.5, 0.5]], [[0.0, 1.0, 0.0]]])
    assert_close(module.attention_weights, rows, "the weights, the largest score masked")
    assert_close(out, torch.tensor([[0.0, 2.0, 0.0, 200.0]]), "the output, that score masked")
    out = module(-query, memory, mask=torch.tensor([True, False, False]))
    rows = torch.tensor([[[1.0, 0.0, 0.0]], [[1.0, 0.0, 0.0]]])
    what = "the weights, where the only key that may be seen scores -28284"
    assert_close(module.attention_weights, rows, what)
    assert_close(out, memory[:1], "the output of that key alone")


@step("6.4")
def test_self_attention_does_not_see_the_order():
    """Positions in another order give the outputs in that order; so do memories, unnoticed."""
    module, values = attention()
    x, memory = inputs((BATCH, QUERIES, D), (BATCH, KEYS, D))
    order, keys = [3, 0, 4, 1, 2], [2, 6, 0, 1, 5, 3, 4]
    expected, _ = attend(values, HEADS, x)
    assert_close(module(x[:, order]), expected[:, order], "attention(x) in another order")
    expected, _ = attend(values, HEADS, x, memory)
    assert_close(module(x, memory[:, keys]), expected, "attention(x, memory in another order)")


@step("6.4")
@pytest.mark.parametrize("batch", [(), (1,), (4, 2)])
def test_any_batch_axes_and_entries_do_not_mix(batch):
    """Any number of batch axes may stand in front, and every entry is computed by itself."""
    module, values = attention()
    query, memory = inputs((*batch, QUERIES, D), (*batch, KEYS, D))
    out = module(query, memory)
    found, shape = tuple(module.attention_weights.shape), (*batch, HEADS, QUERIES, KEYS)
    assert found == shape, f"`attention_weights` has shape {found}, not {shape}"
    expected, _ = attend(values, HEADS, query, memory)
    assert_close(out, expected, f"attention with batch axes {batch}")
    alone = module(query.reshape(-1, QUERIES, D)[-1], memory.reshape(-1, KEYS, D)[-1])
    assert_close(alone, expected.reshape(-1, QUERIES, D)[-1], "the last entry alone")


@step("6.4")
def test_attention_weights_are_those_of_the_last_call():
    """`attention_weights`: None at first, then the last call's, detached and outside the state."""
    module, values = attention()
    assert module.attention_weights is None, "before the first call `attention_weights` is None"
    names = list(parameters(module))
    first, second = inputs((BATCH, QUERIES, D), (KEYS, D))
    for x in (first, second):
        module(leaf(x))
        found = module.attention_weights
        assert isinstance(found, torch.Tensor), (
            "`attention_weights` must be a tensor without a graph: detach it"
        )
        assert_close(found, attend(values, HEADS, x)[1], "`attention_weights`")
    parts = learner.beside("torch_parts")
    now = [name for name, *_ in parts.described(module)["state"]]
    assert now == names, f"after a call the state should still hold {names}, not {now}"
    copied = parts.copied_after_a_call(module, first)
    assert_close(copied, attend(values, HEADS, first)[0], "a deep copy, made after a call")


@step("6.4")
@pytest.mark.parametrize("where", ["float64", "meta"])
def test_attention_moves_as_a_whole(where):
    """`.to(...)` moves everything to another dtype or device, a masked output too."""
    module = task6.MultiHeadAttention(D, HEADS)
    (x,) = inputs((QUERIES, D), dtype=torch.float32)
    assert_close(module(x), attend(parameters(module), HEADS, x)[0], "attention(x)")
    where = torch.float64 if where == "float64" else torch.device("meta")
    found = learner.beside("torch_parts").moved(module, x, where)
    right = ("torch.float64", "cpu") if where is torch.float64 else ("torch.float32", "meta")
    assert found == {right}, f"after `.to({where})` state and output are {found}"


@step("6.4")
@pytest.mark.parametrize(("d_model", "num_heads"), [(6, 4), (4, 8), (9, 2), (4, 0), (4, -2)])
def test_sizes_that_do_not_divide_are_refused(d_model, num_heads):
    """A d_model that is no multiple of num_heads is a ValueError that names both."""
    module, values = attention(6, 3)
    (x,) = inputs((2, 4, 6))
    assert_close(module(x), attend(values, 3, x)[0], "attention with 6 features in 3 heads")
    what = f"MultiHeadAttention({d_model}, {num_heads})"
    with raises(ValueError, mention=(str(d_model), str(num_heads)), what=what):
        task6.MultiHeadAttention(d_model, num_heads)


@step("6.4")
@pytest.mark.parametrize(
    ("mask", "error"),
    [
        (torch.ones(QUERIES, KEYS), TypeError),
        (torch.ones(QUERIES, KEYS, dtype=torch.int64), TypeError),
        (torch.ones(KEYS, QUERIES, dtype=torch.bool), ValueError),
        (torch.ones(4, 1, 1, KEYS, dtype=torch.bool), ValueError),
        (torch.ones(3, 1, HEADS, QUERIES, KEYS, dtype=torch.bool), ValueError),
    ],
    ids=["float", "int", "transposed", "another batch", "one axis too many"],
)
def test_masks_that_do_not_fit_are_refused(mask, error):
    """A mask that is not boolean is a TypeError, one that does not broadcast a ValueError."""
    module, values = attention()
    query, memory = inputs((1, QUERIES, D), (1, KEYS, D))
    fitting = torch.arange(KEYS) < 4
    expected, _ = attend(values, HEADS, query, memory, mask=fitting)
    assert_close(module(query, memory, mask=fitting), expected, "attention with a mask that fits")
    mention = str(mask.dtype) if error is TypeError else str(tuple(mask.shape))
    with raises(error, mention=mention, what=f"a mask of {mask.dtype}, {tuple(mask.shape)}"):
        module(query, memory, mask=mask)


@step("6.4")
@given(query=layouts(tensors((2, 5, 6))), memory=layouts(tensors((2, 4, 6))), examples=4)
def test_attention_leaves_no_trace(query, memory):
    """Inputs, mask and parameters are not written to; nothing is printed or drawn."""
    module, values = attention(6, 3)
    mask = torch.tensor([True, False, True, True])
    held = [learner.hold(value) for value in (query, memory, mask)]
    with no_side_effects(*held):
        out = module(held[0], held[1], mask=held[2])
        out.sum().backward()
    assert_close(out, attend(values, 3, query, memory, mask=mask)[0], "attention(query, memory)")
    for name, value in parameters(module).items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
    missing = [name for name, gradient in gradients(module).items() if gradient is None]
    assert not missing, f"no gradient reaches {missing}"
