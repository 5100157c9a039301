"""Step 5.4: sinusoidal positional encoding."""

import itertools
import math

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task3, task5
from kata.testing import EXACT, arrays, assert_close, given, is_a, layouts, raises, step
from kata.testing.tensors import DTYPES, leaf, no_side_effects, weights

INTERLEAVED = "sine at the even features, cosine at the odd ones"


def encode(d_model, max_length):
    """The formula, number by number."""
    table = np.empty((max_length, d_model))
    for t in range(max_length):
        for k in range(d_model):
            angle = t / 10000 ** ((k - k % 2) / d_model)
            table[t, k] = math.cos(angle) if k % 2 else math.sin(angle)
    return table


@step("5.4")
def test_encoding_that_you_can_check_by_hand():
    """With d_model = 4 the angles are t and t/100: position 0 adds [0, 1, 0, 1]."""
    layer = task5.PositionalEncoding(4, 3)
    y = layer(np.array([[10.0, 20.0, 30.0, 40.0], [10.0, 20.0, 30.0, 40.0]]))
    assert is_a(y, task1.Tensor), "a module must give a Tensor"
    one = [10 + math.sin(1), 20 + math.cos(1), 30 + math.sin(0.01), 40 + math.cos(0.01)]
    what = "PositionalEncoding(4, 3) of two positions [10, 20, 30, 40]"
    assert_close(y.data, [[10.0, 21.0, 30.0, 41.0], one], what, convention=INTERLEAVED)


@step("5.4")
def test_encoding_follows_the_formula():
    """`encoding` is an array (max_length, d_model); with an odd d_model the last is a sine."""
    for d_model, max_length in itertools.product((6, 5, 1, 2, 3, 4, 7, 8, 9), (7, 1, 12)):
        layer = task5.PositionalEncoding(d_model, max_length)
        what = f"`encoding` of PositionalEncoding({d_model}, {max_length})"
        assert isinstance(layer.encoding, np.ndarray), f"{what} must be an array"
        expected = encode(d_model, max_length)
        assert_close(layer.encoding, expected, what, convention=INTERLEAVED)
        x = np.zeros((max_length, d_model))
        assert_close(layer(x).data, expected, "what is added to zeros", convention=INTERLEAVED)


@step("5.4")
@pytest.mark.parametrize("batch", [(), (1,), (2,), (4, 2)])
@pytest.mark.parametrize(("d_model", "length"), [(6, 5), (5, 3), (4, 4), (3, 1)])
def test_positions_count_from_zero_in_every_batch_entry(batch, d_model, length):
    """x plus the first T rows, the same for every batch entry; T may be less than max_length."""
    x = np.random.default_rng(0).normal(size=(*batch, length, d_model))
    for max_length in (length, length + 3):
        y = task5.PositionalEncoding(d_model, max_length)(x).data
        what = f"PositionalEncoding({d_model}, {max_length}) of shape {x.shape}"
        assert_close(y, x + encode(d_model, length), what, convention=INTERLEAVED)


@step("5.4")
def test_a_step_in_time_turns_every_pair_by_a_fixed_angle():
    """Inner products of two positions depend on their distance alone, and positions differ."""
    layer = task5.PositionalEncoding(16, 40)
    table = layer(np.zeros((40, 16))).data
    with np.errstate(all="ignore"):
        exponents = -np.log(np.arctan2(table[1, 0::2], table[1, 1::2])) / np.log(10000.0)
    what = "the exponents of 10000, 2i / d_model, read off the angles at position 1"
    assert_close(exponents, np.arange(0, 16, 2) / 16, what)
    products = table @ table.T
    angles = 10000.0 ** (-np.arange(0, 16, 2) / 16)
    for distance in range(40):
        along = np.diagonal(products, distance)
        expected = np.full(40 - distance, np.cos(distance * angles).sum())
        assert_close(along, expected, f"inner products of positions {distance} apart")
    others = products - np.diag(np.full(40, np.inf))
    assert np.all(others.max(axis=1) < 7.99), "two positions have the same encoding"


@step("5.4")
@given(x=arrays((2, 3, 5)), dtype=DTYPES)
def test_gradient_and_dtype_pass_through(x, dtype):
    """The gradient of x is the one that came back; float32 in gives float32 out."""
    layer = task5.PositionalEncoding(5, 7)
    tensor = leaf(x, dtype)
    y = layer(tensor)
    expected = (tensor.data.astype(np.float64) + encode(5, 3)).astype(dtype)
    assert_close(y.data, expected, "x + encoding", convention=INTERLEAVED)
    g = weights(x.shape, dtype)
    y.backward(g)
    assert_close(tensor.grad, g, "gradient of `x` in x + encoding")


@step("5.4")
def test_nothing_here_is_learned():
    """There are no parameters, and the table stays as it is over training and evaluation."""
    layer = task5.PositionalEncoding(6, 8)
    assert is_a(layer, task3.Module), "PositionalEncoding must be a Module"
    assert layer.named_parameters() == [], "PositionalEncoding has no parameters"
    x = np.random.default_rng(1).normal(size=(3, 8, 6))
    for mode in (True, False):
        layer.train(mode)
        for _ in range(2):
            assert_close(layer(x).data, x + encode(6, 8), f"x + encoding with training = {mode}")
    assert_close(layer.encoding, encode(6, 8), "`encoding` after four calls")


@step("5.4")
@pytest.mark.parametrize(
    ("shape", "mention"),
    [((2, 6, 4), "(2, 6, 4)"), ((8, 4), "(8, 4)"), ((2, 3, 5), "(2, 3, 5)"), ((3, 1), "(3, 1)")],
)
def test_what_does_not_fit_is_refused(shape, mention):
    """More than max_length positions, or other features than d_model: a ValueError."""
    layer = task5.PositionalEncoding(4, 5)
    x = np.random.default_rng(2).normal(size=(2, 5, 4))
    assert_close(layer(x).data, x + encode(4, 5), "PositionalEncoding(4, 5) of shape (2, 5, 4)")
    with raises(ValueError, mention=mention, what=f"PositionalEncoding(4, 5) of shape {shape}"):
        layer(np.ones(shape))


@step("5.4")
@given(x=layouts(arrays((2, 3, 5))), examples=6)
def test_positional_encoding_leaves_no_trace(x):
    """x and the table are not written to, whatever the memory layout; nothing is printed."""
    held, tensor = learner.hold(x), leaf(x)
    with no_side_effects(held):
        layer = task5.PositionalEncoding(5, 4)
        assert_close(layer(held).data, x + encode(5, 3), "x + encoding for an array")
        layer(tensor).backward(weights(x.shape))
    assert_close(tensor.data, x, "`x` afterwards", tolerance=EXACT)
    assert_close(layer.encoding, encode(5, 4), "`encoding` afterwards")
