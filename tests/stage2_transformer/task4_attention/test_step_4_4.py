"""Step 4.4: multi-head attention."""

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task3, task4
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

BATCH, QUERIES, KEYS, D, HEADS = 2, 5, 7, 12, 3  # a head has 4 features: no two sizes alike
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "out_proj")


def attention(d_model=D, num_heads=HEADS, seed=0, dtype=np.float64):
    """A module whose parameters are all different, and these by name."""
    module = task4.MultiHeadAttention(d_model, num_heads, rng=learner.rng(0))
    return module, randomise(module, seed, dtype)


def inputs(*shapes, seed=1, dtype=np.float64):
    """One random array for each shape."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape).astype(dtype) for shape in shapes]


def attend(values, num_heads, query, key=None, value=None, mask=None):
    """The output and the weights in NumPy, head by head."""
    key = query if key is None else key
    value = key if value is None else value
    q, k, v = (
        x @ values[f"{name}_proj.weight"].T + values[f"{name}_proj.bias"]
        for name, x in zip("qkv", (query, key, value), strict=True)
    )
    width = q.shape[-1] // num_heads
    shape = (*q.shape[:-2], num_heads, q.shape[-2], k.shape[-2])
    mask = np.broadcast_to(True if mask is None else mask, shape)
    outputs, rows = [], []
    for h in range(num_heads):
        own = slice(h * width, (h + 1) * width)
        e = np.exp(q[..., own] @ k[..., own].swapaxes(-1, -2) / np.sqrt(width)) * mask[..., h, :, :]
        total = e.sum(axis=-1, keepdims=True)
        rows.append(e / np.where(total == 0, 1, total))
        outputs.append(rows[-1] @ v[..., own])
    joined = np.concatenate(outputs, axis=-1)
    output = joined @ values["out_proj.weight"].T + values["out_proj.bias"]
    return output, np.stack(rows, axis=-3)


@step("4.4")
def test_two_heads_that_you_can_check_by_hand():
    """Each head weighs the values by its own feature; the output projection mixes the heads."""
    module = task4.MultiHeadAttention(2, 2, rng=learner.rng(0))
    one, zero = np.eye(2), np.zeros(2)
    state = {
        "q_proj.weight": one, "q_proj.bias": zero,
        "k_proj.weight": one, "k_proj.bias": zero,
        "v_proj.weight": one, "v_proj.bias": np.array([1.0, 2.0]),
        "out_proj.weight": one, "out_proj.bias": zero,
    }  # fmt: skip
    module.load_state_dict(state)
    log3 = float(np.log(3.0))
    query, memory = np.array([[1.0, 0.0], [2.0, 0.0]]), np.array([[0.0, 0.0], [log3, 5.0]])
    out = module(query, memory)
    assert is_a(out, task1.Tensor), "multi-head attention must give a Tensor"
    rows = [[[0.25, 0.75], [0.1, 0.9]], [[0.5, 0.5], [0.5, 0.5]]]
    assert_close(module.attention_weights, np.array(rows), "the weights, H x T_query x T_key")
    heads = np.array([[1 + 0.75 * log3, 4.5], [1 + 0.9 * log3, 4.5]])
    assert_close(out.data, heads, "the output, where out_proj hands the heads on as they are")
    mixed = {"out_proj.weight": one[::-1], "out_proj.bias": np.array([10.0, 20.0])}
    module.load_state_dict(state | mixed)
    out, expected = module(query, memory), heads[:, ::-1] + [10.0, 20.0]
    assert_close(out.data, expected, "the output, where out_proj swaps the heads and adds 10, 20")


@step("4.4")
def test_parts_and_parameters():
    """Four linear layers with biases, q_proj, k_proj, v_proj, out_proj, drawn from `rng` alone."""
    state = learner.random_state()
    modules = [task4.MultiHeadAttention(D, HEADS, rng=learner.rng(seed)) for seed in (5, 5, 6)]
    assert is_a(modules[0], task3.Module), "MultiHeadAttention must be a Module"
    wanted = {f"{p}.{kind}": shape for p in PROJECTIONS for kind, shape in
              (("weight", (D, D)), ("bias", (D,)))}  # fmt: skip
    first, again, other = (module.state_dict() for module in modules)
    assert_parameter_names(first, wanted)
    for name, shape in wanted.items():
        assert first[name].shape == shape, f"`{name}` has shape {first[name].shape}, not {shape}"
        assert_close(again[name], first[name], f"`{name}` from the same seed", tolerance=EXACT)
        assert not np.any(other[name] == first[name]), f"`{name}` is not drawn from `rng`"
        bound = np.abs(first[name]).max() * D**0.5
        assert 0.3 < bound <= 1 + 1e-12, f"`{name}` should start as in `Linear`"
    for p in PROJECTIONS:
        assert is_a(getattr(modules[0], p), task3.Linear), f"`{p}` must be a Linear"
    starts = [first[f"{p}.weight"] for p in PROJECTIONS]
    alike = any(np.any(a == b) for k, a in enumerate(starts) for b in starts[:k])
    assert not alike, "two projections start with the same weights"
    assert modules[0].num_heads == HEADS, f"`num_heads` is {modules[0].num_heads}, not {HEADS}"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"


@step("4.4")
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("given_inputs", ["query", "query, key", "query, key, value"])
@pytest.mark.parametrize("sizes", [(BATCH, QUERIES, KEYS, D, HEADS), (4, 4, 4, 4, 2)])
def test_attention_agrees_with_pytorch(sizes, given_inputs, dtype):
    """Self- and cross-attention give PyTorch's output, weights and gradients on its weights."""
    import torch

    batch, queries, keys, d_model, num_heads = sizes
    count = len(given_inputs.split(", "))
    arrays = inputs(*((batch, t, d_model) for t in (queries, keys, keys)[:count]), dtype=dtype)
    module, values = attention(d_model, num_heads, dtype=dtype)
    theirs = torch.nn.MultiheadAttention(d_model, num_heads, batch_first=True)
    theirs = load_into_pytorch(theirs, values)
    ours, others = (
        [leaf(a, dtype) for a in arrays],
        [torch.tensor(a, requires_grad=True) for a in arrays],
    )
    what = f"attention({given_inputs})"
    out = module(*ours)
    expected, rows = theirs(*others, *others[-1:] * (3 - count), average_attn_weights=False)
    assert_close(module.attention_weights, rows, f"`attention_weights` after {what}")
    assert_close(out.data, expected, what)
    g = np.random.default_rng(2).normal(size=out.shape).astype(dtype)
    out.backward(g)
    expected.backward(torch.tensor(g))
    for name, tensor, other in zip(given_inputs.split(", "), ours, others, strict=True):
        assert_close(tensor.grad, other.grad, f"gradient of `{name}` in {what}")
    assert_parameter_gradients(module, gradients_in_pytorch(theirs), what)


@step("4.4")
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
    mask = np.random.default_rng(3).random(shape) < 0.6
    mask[..., 2] = True
    out = module(query, memory, mask=mask)
    expected, rows = attend(values, HEADS, query, memory, mask=mask)
    what = f"with a mask of shape {shape}"
    assert_close(module.attention_weights, rows, f"`attention_weights` {what}")
    assert_close(out.data, expected, f"attention(query, memory) {what}")
    hidden = ~np.broadcast_to(mask, rows.shape)
    assert np.all(module.attention_weights[hidden] == 0), "a masked weight must be exactly 0"


@step("4.4")
def test_masked_positions_count_for_nothing():
    """Changing a masked key or value changes nothing, and its gradient is exactly 0."""
    module, values = attention()
    query, key, value = inputs((BATCH, QUERIES, D), (BATCH, KEYS, D), (BATCH, KEYS, D))
    mask = np.ones((BATCH, 1, QUERIES, KEYS), bool)
    mask[0, ..., 3] = mask[1, ..., 5] = False
    mask[1, :, 2] = False  # a query that may see nothing
    expected, _ = attend(values, HEADS, query, key, value, mask)
    tensors = leaf(query), leaf(key), leaf(value)
    out = module(*tensors, mask)
    assert_close(out.data, expected, "attention(query, key, value, mask)")
    assert_close(out.data[1, 2], values["out_proj.bias"], "the output of a query that sees nothing")
    out.backward(weights(out.shape))
    for name, tensor in zip(("key", "value"), tensors[1:], strict=True):
        assert np.all(tensor.grad[[0, 1], [3, 5]] == 0), f"a masked `{name}` has a gradient"
        assert np.all(np.any(tensor.grad[[0, 1], [5, 3]] != 0, axis=-1)), (
            f"a `{name}` that is seen has no gradient"
        )
    assert np.all(tensors[0].grad[1, 2] == 0), "a query that sees nothing has a gradient"
    key[[0, 1], [3, 5]], value[[0, 1], [3, 5]] = 20.0, -30.0
    again = module(query, key, value, mask)
    assert_close(again.data, expected, "the output after changing what is masked")


@step("4.4")
@pytest.mark.parametrize("masked", [False, True])
def test_gradients_agree_with_finite_differences(masked):
    """The gradients of query, key and value agree with finite differences, with a mask too."""
    module, values = attention(6, 2)
    mask = np.array([[True, True, False, True], [False, True, True, False], [True] * 4])
    mask = mask if masked else None
    check_gradients(
        lambda query, key, value: module(query, key, value, mask),
        *inputs((5, 3, 6), (5, 4, 6), (5, 4, 6)),
        what="attention(query, key, value)" + (" with a mask" if masked else ""),
        reference=lambda query, key, value: attend(values, 2, query, key, value, mask)[0],
    )


@step("4.4")
def test_self_attention_does_not_see_the_order():
    """Positions in another order give the outputs in that order; so do memories, unnoticed."""
    module, values = attention()
    x, memory = inputs((BATCH, QUERIES, D), (BATCH, KEYS, D))
    order, keys = [3, 0, 4, 1, 2], [2, 6, 0, 1, 5, 3, 4]
    expected, rows = attend(values, HEADS, x)
    out = module(x[:, order])
    assert_close(out.data, expected[:, order], "attention(x) with the positions in another order")
    what = "`attention_weights` with the positions in another order"
    assert_close(module.attention_weights, rows[..., order, :][..., order], what)
    out = module(x, memory[:, keys])
    what = "attention(x, memory) with the memory in another order"
    assert_close(out.data, attend(values, HEADS, x, memory)[0], what)


@step("4.4")
@pytest.mark.parametrize("batch", [(), (1,), (4, 2)])
def test_any_batch_axes_and_entries_do_not_mix(batch):
    """Any number of batch axes may stand in front, and every entry is computed by itself."""
    module, values = attention()
    query, memory = inputs((*batch, QUERIES, D), (*batch, KEYS, D))
    out = module(query, memory).data
    shape = (*batch, HEADS, QUERIES, KEYS)
    found = module.attention_weights.shape
    assert found == shape, f"`attention_weights` has shape {found}, not {shape}"
    assert_close(out, attend(values, HEADS, query, memory)[0], f"attention with batch axes {batch}")
    for entry in np.ndindex(*batch):
        alone, _ = attend(values, HEADS, query[entry], memory[entry])
        assert_close(out[entry], alone, f"entry {entry} of attention with batch axes {batch}")


@step("4.4")
def test_attention_weights_are_those_of_the_last_call():
    """`attention_weights`: None at first, then the last call's, an array that is no parameter."""
    module, values = attention()
    assert module.attention_weights is None, "before the first call `attention_weights` is None"
    names = [name for name, _ in module.named_parameters()]
    first, second = inputs((BATCH, QUERIES, D), (KEYS, D))
    for x in (first, second):
        module(leaf(x))
        found = module.attention_weights
        assert isinstance(found, np.ndarray), "`attention_weights` must be an array, not a Tensor"
        assert_close(found, attend(values, HEADS, x)[1], "`attention_weights`")
        assert_close(
            found.sum(axis=-1), np.ones(found.shape[:-1]), "the sum of each row of weights"
        )
    now = [name for name, _ in module.named_parameters()]
    assert now == names, f"after a call the parameters should still be {names}, not {now}"


@step("4.4")
@pytest.mark.parametrize(("d_model", "num_heads"), [(6, 4), (4, 8), (9, 2)])
def test_sizes_that_do_not_divide_are_refused(d_model, num_heads):
    """A d_model that is no multiple of num_heads is a ValueError that names both."""
    module, values = attention(6, 3)
    (x,) = inputs((2, 4, 6))
    assert_close(module(x).data, attend(values, 3, x)[0], "attention with 6 features in 3 heads")
    module, values = attention(6, 1)
    assert_close(module(x).data, attend(values, 1, x)[0], "attention with a single head")
    what = f"MultiHeadAttention({d_model}, {num_heads})"
    with raises(ValueError, mention=(str(d_model), str(num_heads)), what=what):
        task4.MultiHeadAttention(d_model, num_heads, rng=learner.rng(0))


@step("4.4")
@given(query=layouts(arrays((2, 5, 6))), memory=layouts(arrays((2, 4, 6))), examples=4)
def test_attention_leaves_no_trace(query, memory):
    """Inputs, mask and parameters are not written to; nothing is printed; passes add up."""
    module, values = attention(6, 3)
    mask = np.array([True, False, True, True])
    held = [learner.hold(array) for array in (query, memory, mask)]
    with no_side_effects(*held):
        out = module(held[0], held[1], mask=held[2])
        expected, _ = attend(values, 3, query, memory, mask=mask)
        assert_close(out.data, expected, "attention(query, memory) of arrays")
        out.backward(weights(out.shape))
        once = {name: p.grad for name, p in module.named_parameters()}
        out.backward(weights(out.shape))
    twice = {name: 2 * grad for name, grad in once.items()}
    assert_parameter_gradients(module, twice, "a second pass over the same graph")
    for name, value in module.state_dict().items():
        assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
