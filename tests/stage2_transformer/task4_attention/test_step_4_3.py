"""Step 4.3: cutting the features into heads, and putting them together again."""

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


@st.composite
def features_and_heads(draw):
    """An array (..., T, H · d) and the number of heads H."""
    batch = draw(shapes(max_dims=2, max_side=3))
    length, heads, width = (draw(st.integers(1, 4)) for _ in range(3))
    return draw(arrays((*batch, length, heads * width))), heads


def split(x, heads):
    """One head after the other: what the layout means, in slices."""
    width = x.shape[-1] // heads
    return np.stack([x[..., h * width : (h + 1) * width] for h in range(heads)], axis=-3)


def merge(x):
    """The heads side by side."""
    return np.concatenate([x[..., h, :, :] for h in range(x.shape[-3])], axis=-1)


@step("4.3")
def test_split_heads_that_you_can_check_by_hand():
    """Three positions of four features in two heads: each head has two features of all three."""
    x = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]])
    heads = task4.split_heads(x, 2)
    assert is_a(heads, task1.Tensor), "split_heads must give a Tensor"
    first, second = [[1.0, 2.0], [5.0, 6.0], [9.0, 10.0]], [[3.0, 4.0], [7.0, 8.0], [11.0, 12.0]]
    assert_close(heads.data, np.array([first, second]), "split_heads(x, 2), H x T x D/H")


@step("4.3")
def test_merge_heads_that_you_can_check_by_hand():
    """Two heads of two features at three positions stand side by side, four features each."""
    heads = np.array(
        [[[1.0, 2.0], [5.0, 6.0], [9.0, 10.0]], [[3.0, 4.0], [7.0, 8.0], [11.0, 12.0]]]
    )
    x = task4.merge_heads(heads)
    assert is_a(x, task1.Tensor), "merge_heads must give a Tensor"
    expected = [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]]
    assert_close(x.data, np.array(expected), "merge_heads(heads), T x D")


@step("4.3")
@given(x_and_heads=features_and_heads(), dtype=DTYPES)
def test_every_number_goes_to_its_place(x_and_heads, dtype):
    """Head h holds the features from h · D/H on, of every position, in time order, dtype kept."""
    x, num_heads = x_and_heads
    x = x.astype(dtype)
    heads = task4.split_heads(x, num_heads).data
    what = f"split_heads of shape {x.shape} into {num_heads}"
    assert_close(heads, split(x, num_heads), what, tolerance=EXACT)
    what = f"merge_heads of shape {heads.shape}"
    assert_close(task4.merge_heads(split(x, num_heads)).data, x, what, tolerance=EXACT)


@step("4.3")
@given(x_and_heads=features_and_heads(), seed=st.integers(0, 99))
def test_splitting_and_merging_undo_each_other(x_and_heads, seed):
    """merge_heads(split_heads(x, H)) is x, and split_heads(merge_heads(heads), H) is heads."""
    x, num_heads = x_and_heads
    there = task4.split_heads(x, num_heads)
    assert_close(task4.merge_heads(there).data, x, "merge_heads(split_heads(x))", tolerance=EXACT)
    heads = np.random.default_rng(seed).normal(size=split(x, num_heads).shape)
    back = task4.split_heads(task4.merge_heads(heads), num_heads)
    assert_close(back.data, heads, "split_heads(merge_heads(heads))", tolerance=EXACT)
    shape = (*x.shape[:-2], num_heads, x.shape[-2], x.shape[-1] // num_heads)
    assert there.data.shape == shape, f"(..., H, T, D/H) is {shape} here, not {there.data.shape}"


@step("4.3")
@given(x_and_heads=features_and_heads(), dtype=DTYPES)
def test_gradients_find_their_way_back(x_and_heads, dtype):
    """A gradient goes back to the place that its number came from: PyTorch's views agree."""
    x, num_heads = x_and_heads
    width = x.shape[-1] // num_heads
    assert_parity(
        lambda x: task4.split_heads(x, num_heads),
        lambda x: x.reshape(*x.shape[:-1], num_heads, width).transpose(-2, -3),
        x,
        what=f"split_heads(x, {num_heads})",
        dtype=dtype,
    )
    assert_parity(
        lambda heads: task4.merge_heads(heads),
        lambda heads: heads.transpose(-2, -3).reshape(x.shape),
        split(x, num_heads),
        what="merge_heads(heads)",
        dtype=dtype,
    )


@step("4.3")
@pytest.mark.parametrize("sizes", [(2, 5, 3, 4), (3, 3, 3, 3), (1, 1, 1, 1), (2, 4, 1, 3)])
def test_gradients_agree_with_finite_differences(sizes):
    """The gradients agree with finite differences, where all sizes are equal too."""
    batch, length, num_heads, width = sizes
    rng = np.random.default_rng(0)
    x = rng.normal(size=(batch, length, num_heads * width))
    heads = rng.normal(size=(batch, num_heads, length, width))
    check_gradients(
        lambda x: task4.split_heads(x, num_heads),
        x,
        what=f"split_heads(x, {num_heads})",
        reference=lambda x: split(x, num_heads),
    )
    check_gradients(
        lambda heads: task4.merge_heads(heads), heads, what="merge_heads", reference=merge
    )


@step("4.3")
@pytest.mark.parametrize(
    ("shape", "num_heads", "mention"), [((2, 3, 6), 4, "4"), ((3, 4), 8, "8"), ((4,), 2, "(4,)")]
)
def test_features_that_cannot_be_split_are_refused(shape, num_heads, mention):
    """Features that are no multiple of the number of heads, or no axis of time: a ValueError."""
    x = np.arange(6.0).reshape(1, 6)
    assert_close(task4.split_heads(x, 3).data, split(x, 3), "split_heads of six features into 3")
    with raises(ValueError, mention=mention, what=f"split_heads of shape {shape} into {num_heads}"):
        task4.split_heads(np.ones(shape), num_heads)


@step("4.3")
@pytest.mark.parametrize("shape", [(2, 3), (6,)])
def test_heads_that_cannot_be_merged_are_refused(shape):
    """merge_heads of fewer than three axes is a ValueError that names the shape."""
    heads = np.arange(6.0).reshape(2, 3, 1)
    assert_close(task4.merge_heads(heads).data, merge(heads), "merge_heads of shape (2, 3, 1)")
    with raises(ValueError, mention=str(shape), what=f"merge_heads of shape {shape}"):
        task4.merge_heads(np.ones(shape))


@step("4.3")
@given(x=layouts(arrays((2, 5, 6))), heads=layouts(arrays((3, 5, 4))), examples=6)
def test_splitting_and_merging_leave_no_trace(x, heads):
    """The inputs are not written to, whatever their memory layout; nothing is printed."""
    held = learner.hold(x), learner.hold(heads)
    tensors = leaf(x), leaf(heads)
    with no_side_effects(*held):
        assert_close(task4.split_heads(held[0], 3).data, split(x, 3), "split_heads of an array")
        assert_close(task4.merge_heads(held[1]).data, merge(heads), "merge_heads of an array")
        task4.split_heads(tensors[0], 3).backward(weights((2, 3, 5, 2)))
        task4.merge_heads(tensors[1]).backward(weights((5, 12)))
    assert_close(tensors[0].data, x, "`x` after backward", tolerance=EXACT)
    assert_close(tensors[1].data, heads, "`heads` after backward", tolerance=EXACT)
