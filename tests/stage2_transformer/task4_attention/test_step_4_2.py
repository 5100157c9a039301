"""Step 4.2: scaled dot-product attention."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task4
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    raises,
    shapes,
    step,
)
from kata.testing.tensors import DTYPES, leaf, no_side_effects, weights

SIZES = (2, 3, 5, 4, 6)  # B, T_query, T_key, d_k, d_v: no two alike


def attend(query, key, value, mask=None):
    """The output and the weights, in NumPy."""
    scores = query @ key.swapaxes(-1, -2) / np.sqrt(query.shape[-1])
    e = np.exp(scores)
    if mask is not None:
        e = e * mask
    total = e.sum(axis=-1, keepdims=True)
    w = e / np.where(total == 0, 1, total)
    return w @ value, w


def inputs(seed=0, batch=(2,), sizes=SIZES[1:], dtype=np.float64):
    """Query, key and value."""
    rng = np.random.default_rng(seed)
    t_query, t_key, d_k, d_v = sizes
    wanted = ((t_query, d_k), (t_key, d_k), (t_key, d_v))
    return tuple(rng.normal(size=(*batch, *shape)).astype(dtype) for shape in wanted)


def above_first(w):
    """How far scores lie above their row's first one: what the weights still tell of them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(w[..., 1:] / w[..., :1])


def random_mask(*shape, seed=0):
    """About two thirds True, the first key always."""
    mask = np.random.default_rng(seed).random(shape) < 0.66
    mask[..., 0] = True
    return mask


@st.composite
def problems(draw):
    """Query, key and value of any sizes and any batch axes, and a mask or None."""
    batch = draw(shapes(max_dims=2, max_side=3))
    t_query, t_key, d_k, d_v = (draw(st.integers(1, 5)) for _ in range(4))
    three = draw(
        arrays(st.just(((*batch, t_query, d_k), (*batch, t_key, d_k), (*batch, t_key, d_v))))
    )
    mask = draw(st.sampled_from([None, random_mask(*batch, t_query, t_key)]))
    return *three, mask


def output(mask=None):
    """The output alone, as a function of query, key and value."""
    return lambda query, key, value: task4.scaled_dot_product_attention(query, key, value, mask)[0]


@step("4.2")
def test_attention_that_you_can_check_by_hand():
    """A query with scores 0 and log 3 gives weights 1/4 and 3/4, and so averages the values."""
    query = np.array([[2.0, 0.0, 0.0, 0.0], [0.0, 0.0, 5.0, 0.0]])  # √d_k = 2
    key = np.array([[0.0, 7.0, 0.0, 1.0], [np.log(3.0), 0.0, 0.0, 2.0]])
    value = np.array([[4.0, 10.0, 0.0], [8.0, 20.0, 4.0]])
    out, w = task4.scaled_dot_product_attention(query, key, value)
    assert is_a(out, task1.Tensor) and is_a(w, task1.Tensor), "output and weights must be Tensors"
    assert_close(w.data, [[0.25, 0.75], [0.5, 0.5]], "the weights, T_query x T_key")
    assert_close(out.data, [[7.0, 17.5, 3.0], [6.0, 15.0, 2.0]], "the output, T_query x d_v")
    mask = np.array([[True, False], [True, True]])
    out, w = task4.scaled_dot_product_attention(query, key, value, mask)
    what = "with a mask that lets the first query see the first key alone"
    assert_close(w.data, [[1.0, 0.0], [0.5, 0.5]], f"the weights {what}")
    assert_close(out.data, [[4.0, 10.0, 0.0], [6.0, 15.0, 2.0]], f"the output {what}")


@step("4.2")
@given(problem=problems(), dtype=DTYPES)
def test_attention_agrees_with_pytorch(problem, dtype):
    """Output and gradients are PyTorch's for any sizes and batch axes, with and without a mask."""
    import torch

    *three, mask = problem
    theirs = None if mask is None else torch.tensor(mask)
    assert_parity(
        output(mask),
        lambda query, key, value: torch.nn.functional.scaled_dot_product_attention(
            query, key, value, attn_mask=theirs
        ),
        *three,
        what="the output of attention" + (" with a mask" if mask is not None else ""),
        names=("query", "key", "value"),
        dtype=dtype,
    )


@step("4.2")
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("part", ["output", "weights"])
def test_gradients_agree_with_finite_differences(part, masked):
    """Gradients flow back through the output and through the weights, with a mask or without."""
    mask = random_mask(3, 5) if masked else None
    index = ("output", "weights").index(part)
    three = inputs() if part == "output" else inputs()[:2]
    value = inputs()[2]

    def ours(query, key, value=value):
        return task4.scaled_dot_product_attention(query, key, value, mask)[index]

    check_gradients(
        ours,
        *three,
        what=f"the {part} of attention",
        reference=lambda query, key, value=value: attend(query, key, value, mask)[index],
        names=("query", "key", "value")[: len(three)],
    )


@step("4.2")
@pytest.mark.parametrize("d_k", [5, 1, 4, 9, 16])
def test_scores_are_divided_by_the_root_of_d_k(d_k):
    """The scale is 1/√d_k: the size of a key, not of a value nor the number of keys."""
    query, key, value = inputs(seed=d_k, sizes=(3, 5, d_k, 2))
    out, w = task4.scaled_dot_product_attention(query, key, value)
    expected, rows = attend(query, key, value)
    what = f"how far the scores lie above the first, log(weights / first weight), with d_k = {d_k}"
    assert_close(above_first(w.data), above_first(rows), what)
    assert_close(w.data, rows, f"the weights with d_k = {d_k}")
    assert_close(out.data, expected, f"the output with d_k = {d_k}")
    square = tuple(np.random.default_rng(d_k).normal(size=(3, d_k, d_k, d_k)))
    out, w = task4.scaled_dot_product_attention(*square)
    assert_close(w.data, attend(*square)[1], f"the weights where all sizes are {d_k}")
    assert_close(out.data, attend(*square)[0], f"the output where all sizes are {d_k}")


@step("4.2")
@given(problem=problems())
def test_outputs_are_averages_of_the_values(problem):
    """Weights are not negative and sum to 1, so an output lies between the values it may see."""
    query, key, value, mask = problem
    out, w = (part.data for part in task4.scaled_dot_product_attention(query, key, value, mask))
    seen = np.ones(w.shape, bool) if mask is None else mask
    assert np.all(w >= 0), "a weight is negative"
    assert_close(w.sum(axis=-1), np.ones(w.shape[:-1]), "the sum of each row of the weights")
    every = np.broadcast_to(value[..., None, :, :], (*w.shape, value.shape[-1]))
    low = np.where(seen[..., None], every, np.inf).min(axis=-2)
    high = np.where(seen[..., None], every, -np.inf).max(axis=-2)
    inside = (out >= low - 1e-9) & (out <= high + 1e-9)
    assert inside.all(), "an output lies outside the range of the values that its query may see"
    assert_close(out, attend(query, key, value, mask)[0], "the output of attention")


@step("4.2")
def test_equal_scores_give_the_mean_and_one_key_its_value():
    """Equal scores give equal weights; a query with one key to look at gets that key's value."""
    query, key, value = inputs()
    same = np.repeat(key[:, :1], 5, axis=1)
    out, w = task4.scaled_dot_product_attention(query, same, value)
    assert_close(w.data, np.full((2, 3, 5), 1 / 5), "the weights where all keys are equal")
    mean = np.repeat(value.mean(axis=1, keepdims=True), 3, axis=1)
    assert_close(out.data, mean, "the output where all keys are equal")
    zeros, some = np.zeros_like(query), np.tri(3, 5, 1, bool)  # 2, 3 and 4 keys to look at
    out, w = task4.scaled_dot_product_attention(zeros, key, value, some)
    expected = some / some.sum(axis=1, keepdims=True)
    what = "the weights where all scores are 0 and the queries may see 2, 3 and 4 keys"
    assert_close(w.data, np.broadcast_to(expected, (2, 3, 5)), what)
    out, w = task4.scaled_dot_product_attention(query, key[:, :1], value[:, :1])
    assert_close(w.data, np.ones((2, 3, 1)), "the weights of a single key")
    assert_close(out.data, np.repeat(value[:, :1], 3, axis=1), "the output with a single key")


@step("4.2")
def test_masked_keys_count_for_nothing():
    """A masked key gets weight and gradient of exactly 0, and changing it changes nothing."""
    mask = random_mask(2, 3, 5)
    mask[0, :, 2] = mask[1, :, 4] = False  # nobody may see these
    three = inputs()
    tensors = [leaf(array) for array in three]
    out, w = task4.scaled_dot_product_attention(*tensors, mask)
    expected, rows = attend(*three, mask)
    assert_close(w.data, rows, "the weights with a mask (True = may attend)")
    assert_close(out.data, expected, "the output with a mask (True = may attend)")
    assert np.all(w.data[~mask] == 0), "a masked key must get a weight of exactly 0"
    (out * weights(out.shape)).backward(np.ones(out.shape))
    for name, tensor in zip(("key", "value"), tensors[1:], strict=True):
        grad = tensor.grad
        assert np.all(grad[[0, 1], [2, 4]] == 0), (
            f"the gradient of a `{name}` that is masked for every query must be exactly 0"
        )
        assert np.any(grad[[0, 1], [0, 0]] != 0), f"the gradient of every `{name}` is 0"
    query, key, value = (array.copy() for array in three)
    key[[0, 1], [2, 4]], value[[0, 1], [2, 4]] = 50.0, -1e3
    again, w = task4.scaled_dot_product_attention(query, key, value, mask)
    assert_close(again.data, expected, "the output after changing what is masked")
    assert_close(w.data, rows, "the weights after changing what is masked")


@step("4.2")
def test_a_query_that_may_see_nothing_gets_zeros():
    """Where every key is masked, weights, output and gradient are zeros; the others are whole."""
    three, mask = inputs(), random_mask(2, 3, 5)
    mask[0, 1] = mask[1, 2] = False
    tensors = [leaf(array) for array in three]
    out, w = task4.scaled_dot_product_attention(*tensors, mask)
    expected, rows = attend(*three, mask)
    convention = "that a query with every key masked gets zeros"
    assert_close(w.data, rows, "the weights", convention=convention)
    assert_close(out.data, expected, "the output", convention=convention)
    out.backward(weights(out.shape))
    for name, tensor in zip(("query", "key", "value"), tensors, strict=True):
        assert np.all(np.isfinite(tensor.grad)), f"the gradient of `{name}` is not finite"
    grad = tensors[0].grad
    assert np.all(grad[[0, 1], [1, 2]] == 0), "the gradient of a query that sees nothing must be 0"
    assert np.all(np.any(grad[[0, 1], [0, 1]] != 0, axis=-1)), "the other queries have gradients"


@step("4.2")
@pytest.mark.parametrize("masked", [False, True])
def test_keys_are_a_set_and_queries_are_alike(masked):
    """The order of keys and values does not matter; queries in another order permute the rows."""
    query, key, value = inputs()
    mask = random_mask(2, 3, 5) if masked else None
    keys, queries = [2, 0, 3, 4, 1], [2, 0, 1]
    expected, rows = attend(query, key, value, mask)
    moved = None if mask is None else mask[..., keys]
    out, w = task4.scaled_dot_product_attention(query, key[:, keys], value[:, keys], moved)
    assert_close(out.data, expected, "the output with keys and values in another order")
    assert_close(w.data, rows[..., keys], "the weights with keys and values in another order")
    moved = None if mask is None else mask[:, queries]
    out, w = task4.scaled_dot_product_attention(query[:, queries], key, value, moved)
    assert_close(out.data, expected[:, queries], "the output with queries in another order")
    assert_close(w.data, rows[:, queries], "the weights with queries in another order")


@step("4.2")
@pytest.mark.parametrize(
    ("batches", "mask_shape"),
    [
        (((4, 2), (4, 2), (4, 2)), (4, 1, 1, 5)),
        (((4, 2), (4, 2), (4, 2)), (5,)),
        (((4, 2), (4, 2), (4, 2)), (4, 1, 3, 5)),
        (((4, 2), (2,), (4, 1)), (3, 5)),
        (((), (4, 2), (2,)), (2, 1, 5)),
        (((4, 1), (), (1, 2)), (3, 1)),
        (((), (), ()), (3, 5)),
    ],
)
def test_batch_axes_and_masks_broadcast_and_entries_do_not_mix(batches, mask_shape):
    """Batch axes broadcast like NumPy's, masks too, and every entry is computed by itself."""
    three = [inputs(k, batch)[k] for k, batch in enumerate(batches)]
    mask = random_mask(*mask_shape)
    expected, rows = attend(*three, mask)
    tensors = [leaf(array) for array in three]
    out, w = task4.scaled_dot_product_attention(*tensors, mask)
    shown = ", ".join(str(array.shape) for array in three)
    what = f"attention over shapes {shown} with a mask of shape {mask_shape}"
    assert_close(w.data, rows, f"the weights in {what}")
    assert_close(out.data, expected, f"the output of {what}")
    check_gradients(
        output(mask),
        *three,
        what=what,
        reference=lambda query, key, value: attend(query, key, value, mask)[0],
        names=("query", "key", "value"),
    )


@step("4.2")
@pytest.mark.parametrize(
    ("error", "shapes_of_three", "mask", "mention"),
    [
        (ValueError, ((3, 4), (5, 3), (5, 6)), None, "(5, 3)"),
        (ValueError, ((3, 4), (5, 4), (4, 6)), None, "(4, 6)"),
        (ValueError, ((3, 4), (5, 4), (5, 6)), np.ones((2, 3, 5), bool), "(2, 3, 5)"),
        (ValueError, ((3, 4), (5, 4), (5, 6)), np.ones((3, 4), bool), "(3, 4)"),
        (TypeError, ((3, 4), (5, 4), (5, 6)), np.ones((3, 5)), "float64"),
        (TypeError, ((3, 4), (5, 4), (5, 6)), np.ones((3, 5), int), "int64"),
    ],
)
def test_what_does_not_fit_is_refused(error, shapes_of_three, mask, mention):
    """Shapes that do not fit together are a ValueError, a mask that is not boolean a TypeError."""
    query, key, value = inputs(batch=())
    out, _ = task4.scaled_dot_product_attention(query, key, value, np.ones((3, 5), bool))
    assert_close(out.data, attend(query, key, value)[0], "attention with a mask of True alone")
    three = [np.ones(shape) for shape in shapes_of_three]
    shown = ", ".join(map(str, shapes_of_three))
    what = f"attention over shapes {shown}" + (
        "" if mask is None else f" with a mask of shape {mask.shape} and dtype {mask.dtype}"
    )
    with raises(error, mention=mention, what=what):
        task4.scaled_dot_product_attention(*three, mask)


@step("4.2")
@given(
    query=layouts(arrays((2, 3, 4))),
    key=layouts(arrays((2, 5, 4))),
    value=layouts(arrays((2, 5, 6))),
    examples=6,
)
def test_attention_leaves_no_trace(query, key, value):
    """Inputs and mask are not written to, whatever their memory layout; nothing is printed."""
    mask = random_mask(3, 5)
    held = [learner.hold(array) for array in (query, key, value, mask)]
    tensors = [leaf(array) for array in (query, key, value)]
    with no_side_effects(*held):
        out, _ = task4.scaled_dot_product_attention(*held)
        assert_close(out.data, attend(query, key, value, mask)[0], "attention over arrays")
        task4.scaled_dot_product_attention(*tensors, held[3])[0].backward(weights(out.shape))
    before = {"query": query, "key": key, "value": value}
    for (name, array), tensor in zip(before.items(), tensors, strict=True):
        assert_close(tensor.data, array, f"`{name}` afterwards", tolerance=EXACT)
