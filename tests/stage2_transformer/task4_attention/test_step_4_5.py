"""Step 4.5: the mask that hides padding."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task4
from kata.testing import assert_close, given, raises, step
from kata.testing.tensors import leaf, no_side_effects, weights

LENGTHS = (3, 5, 1)  # of three sequences, padded to 5


@step("4.5")
def test_padding_mask_that_you_can_check_by_hand():
    """Lengths 3, 1 and 0 in a batch of three positions: True where a position is real."""
    expected = [[[[True, True, True]]], [[[True, False, False]]], [[[False, False, False]]]]
    mask = task4.padding_mask([3, 1, 0], 3)
    assert_close(mask, np.array(expected), "padding_mask([3, 1, 0], 3), B x 1 x 1 x T")


@step("4.5")
@given(
    lengths=st.lists(st.integers(0, 6), min_size=1, max_size=5),
    room=st.integers(0, 2),
    kind=st.sampled_from([list, tuple, np.array, np.int32]),
)
def test_real_positions_are_true(lengths, room, kind):
    """A list, a tuple or an array of any integers; padding may reach beyond the longest."""
    max_length = max(1, *lengths) + room
    mask = task4.padding_mask(kind(lengths), max_length)
    expected = np.array([[k < length for k in range(max_length)] for length in lengths])
    what = f"padding_mask({lengths}, {max_length})"
    assert isinstance(mask, np.ndarray), f"{what} must be an array, not {type(mask).__name__}"
    assert_close(mask, expected[:, None, None, :], what)


@step("4.5")
def test_padded_keys_change_nothing():
    """Attention under the mask is that over the real keys alone, for each sequence and head."""
    rng = np.random.default_rng(0)
    query, key, value = (rng.normal(size=(3, 2, t, 4)) for t in (6, 5, 5))
    mask = task4.padding_mask(LENGTHS, 5)
    out, w = task4.scaled_dot_product_attention(query, key, value, mask)
    for b, n in enumerate(LENGTHS):
        scores = query[b] @ key[b, :, :n].swapaxes(-1, -2) / 2  # √4
        rows = np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)
        what = f"of a sequence of length {n} that is padded to 5"
        assert_close(w.data[b, ..., :n], rows, f"the weights {what}")
        assert_close(out.data[b], rows @ value[b, :, :n], f"the output {what}")
        assert np.all(w.data[b, ..., n:] == 0), "a padded key must get a weight of exactly 0"


@step("4.5")
def test_padded_keys_get_no_gradient():
    """Under the mask the gradient of padding is exactly 0, and that of every real key is not."""
    rng = np.random.default_rng(1)
    query, key, value = (leaf(rng.normal(size=(3, 2, t, 4))) for t in (6, 5, 5))
    mask = task4.padding_mask(np.array(LENGTHS), 5)
    out, _ = task4.scaled_dot_product_attention(query, key, value, mask)
    out.backward(weights((3, 2, 6, 4)))
    for name, grad in {"key": key.grad, "value": value.grad}.items():
        for b, n in enumerate(LENGTHS):
            assert np.all(grad[b, :, n:] == 0), f"the gradient of a padded `{name}` must be 0"
            if n > 1:  # a single key gets all the weight, whatever it is
                reached = np.any(grad[b, :, :n] != 0, axis=-1)
                assert np.all(reached), f"a real `{name}` of length {n} gets no gradient"


@step("4.5")
@pytest.mark.parametrize(
    ("error", "lengths", "mention"),
    [
        (ValueError, [3, 5], "5"),
        (ValueError, [2, -1], "-1"),
        (ValueError, [[2, 1], [3, 3]], ()),
        (ValueError, np.int64(2), ()),
        (TypeError, [2.0, 1.0], ()),
        (TypeError, np.array([1.5, 2.0]), ()),
    ],
)
def test_lengths_that_cannot_be_are_refused(error, lengths, mention):
    """Lengths below 0, above max_length or not in one row: ValueError; not whole: TypeError."""
    expected = np.array([[True, True, False, False], [True] * 4])[:, None, None]
    assert_close(task4.padding_mask([2, 4], 4), expected, "padding_mask([2, 4], 4)")
    with raises(error, mention=mention, what=f"padding_mask({lengths}, 4)"):
        task4.padding_mask(lengths, 4)


@step("4.5")
@pytest.mark.parametrize("dtype", [np.int64, np.int32, np.uint8])
def test_padding_mask_leaves_the_lengths_alone(dtype):
    """The lengths are not written to, nothing is printed, and every call gives a new array."""
    held = learner.hold(np.array([4, 0, 2], dtype=dtype))
    with no_side_effects(held):
        mask = task4.padding_mask(held, 4)
    expected = np.array([[True] * 4, [False] * 4, [True, True, False, False]])
    assert_close(mask, expected[:, None, None], "padding_mask([4, 0, 2], 4)")
    again = task4.padding_mask(held, 6)
    assert_close(again.sum(axis=-1), np.array([[[4]], [[0]], [[2]]]), "real positions out of 6")
