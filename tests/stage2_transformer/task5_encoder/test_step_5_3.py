"""Step 5.3: dropout."""

import numpy as np
import pytest

from kata import learner
from kata.learner import task1, task3, task5
from kata.testing import EXACT, arrays, assert_close, given, is_a, layouts, shapes, step
from kata.testing.tensors import leaf, no_side_effects, weights

MANY = (40, 25, 20)  # enough elements for a share to be near its probability


def numbers(shape, seed=0):
    """Numbers of which none is 0."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


def dropout(p, seed=0):
    return task5.Dropout(p, rng=learner.rng(seed))


def assert_dropped(y, x, p):
    """Every element is 0 or x / (1 - p), and the zeros are near p of all; returns what was kept."""
    what = f"Dropout({p}) in training"
    assert y.shape == x.shape, f"{what} must keep the shape {x.shape}, not make it {y.shape}"
    kept = y != 0
    expected = np.where(kept, x / (1 - p), 0).astype(x.dtype)
    assert_close(y, expected, f"{what}, where every element is 0 or x / (1 - p)")
    share, room = 1 - kept.mean(), 6 * np.sqrt(p * (1 - p) / x.size)
    assert abs(share - p) <= room, f"{what} set {share:.1%} of {x.size} elements to 0"
    return kept


@step("5.3")
def test_dropout_that_you_can_check_by_hand():
    """With p = 0.75 a 2 becomes 0 or 8 in training, mostly 0; in evaluation it stays 2."""
    layer = dropout(0.75)
    x = np.full(20000, 2.0)
    y = layer(x)
    assert is_a(y, task1.Tensor), "a layer must give a Tensor"
    share = (y.data == 0).mean()
    assert abs(share - 0.75) < 0.03, f"about 75% of the elements should be 0, not {share:.1%}"
    assert_close(np.unique(y.data), [0.0, 8.0], "what a 2 becomes: 0, or 2 / (1 - 0.75) = 8")
    layer.eval()
    assert_close(layer(x).data, x, "Dropout(0.75) in evaluation", tolerance=EXACT)


@step("5.3")
def test_every_call_and_every_element_is_drawn_anew():
    """Rows, columns and batch entries are dropped differently, and so is every call."""
    x = np.ones(MANY)
    layer = dropout(0.5)
    first, second = (layer(x).data != 0 for _ in range(2))
    agree = (first == second).mean()
    assert abs(agree - 0.5) < 0.05, "two calls dropped the same elements: draw for each call"
    for axis, name in enumerate(("batch entries", "positions", "features")):
        one, other = np.moveaxis(first, axis, 0)[:-1], np.moveaxis(first, axis, 0)[1:]
        agree = (one == other).mean()
        assert abs(agree - 0.5) < 0.05, (
            f"neighbouring {name} agree in {agree:.0%} of what is dropped: draw for every element"
        )
    assert_dropped(layer(x).data, x, 0.5)


@step("5.3")
def test_no_element_looks_at_the_others():
    """Each element is dropped or kept by itself, so how many are dropped varies between calls."""
    x = numbers(MANY)
    layer = dropout(0.5)
    counts = [int(np.sum(~assert_dropped(layer(x).data, x, 0.5))) for _ in range(10)]
    assert len(set(counts)) > 1, (
        f"every call dropped {counts[0]} of {x.size} elements: p is the probability of each "
        "element, not the share to be dropped"
    )


@step("5.3")
@pytest.mark.parametrize("p", [0.1, 0.3, 0.5, 0.9])
def test_the_mean_is_kept(p):
    """In training a share p of the elements is 0 and the rest is divided by 1 - p."""
    x = numbers(MANY)
    y = dropout(p, seed=int(10 * p))(x).data
    assert_dropped(y, x, p)
    room = 6 * np.sqrt(p / (1 - p) * (x**2).mean() / x.size)
    off = abs(y.mean() - x.mean())
    assert off <= room, f"the mean of all elements should be kept, but moved by {off:.3f}"


@step("5.3")
@pytest.mark.parametrize("p", [0.0, 0.6])
def test_dropout_is_off_in_evaluation(p):
    """In evaluation, and with p = 0 in training too, x comes out as it went in."""
    x, g = numbers(MANY), weights(MANY)
    layer = dropout(p)
    for mode in (False, True, False, True):
        layer.train(mode)
        tensor = leaf(x)
        y = layer(tensor)
        y.backward(g)
        if mode:
            assert_dropped(y.data, x, p)
        else:
            assert_close(y.data, x, f"Dropout({p}) in evaluation", tolerance=EXACT)
        if p == 0 or not mode:
            what = f"gradient of `x` in Dropout({p}) where nothing is dropped"
            assert_close(tensor.grad, g, what)


@step("5.3")
@given(x=arrays(shapes(max_dims=4)))
def test_the_gradient_passes_what_was_kept(x):
    """The gradient is 0 where an element was dropped and g / (1 - p) where it was kept."""
    p, x = 0.4, np.where(x == 0, 1.0, x)
    tensor = leaf(x)
    y = dropout(p)(tensor)
    kept = y.data != 0
    assert_close(y.data, np.where(kept, x / (1 - p), 0.0), "Dropout(0.4): 0 or x / 0.6")
    g = weights(x.shape)
    for count in (1, 2):
        y.backward(g)
        expected = count * np.where(kept, g / (1 - p), 0.0)
        assert_close(tensor.grad, expected, f"gradient of `x` after {count} passes")


@step("5.3")
def test_dropout_draws_from_its_generator():
    """The same seed drops the same elements, another seed others; the global state stays."""
    x = numbers(MANY)
    with no_side_effects():
        first, again, other = (dropout(0.3, seed)(x).data for seed in (7, 7, 8))
    kept = assert_dropped(first, x, 0.3)
    assert_close(again, first, "Dropout(0.3) with the same seed", tolerance=EXACT)
    assert np.any((other != 0) != kept), "another seed drops the same elements: draw from `rng`"


@step("5.3")
def test_dropout_masks_activations_and_not_parameters():
    """It stands between layers: equal samples are dropped differently, weights stay whole."""
    first = task3.Linear(3, 20, rng=learner.rng(1))
    weight, bias = numbers((20, 3), 1), numbers(20, 2)
    first.weight.data, first.bias.data = weight, bias
    model = task3.Sequential(first, dropout(0.5))
    names = [name for name, _ in model.named_parameters()]
    assert names == ["layers.0.weight", "layers.0.bias"], f"Dropout has no parameters: {names}"
    x = np.repeat(numbers((1, 3), 3), 500, axis=0)
    hidden = x @ weight.T + bias
    y = model(x)
    kept = assert_dropped(y.data, hidden, 0.5)
    assert not np.all(kept == kept[0]), "equal samples must not all be dropped alike"
    y.backward(np.ones(y.shape))
    expected = np.where(kept, 2.0, 0.0)
    assert_close(first.weight.grad, expected.T @ x, "gradient of the weights under the dropout")
    assert_close(first.weight.data, weight, "the weights afterwards", tolerance=EXACT)
    model.eval()
    assert_close(model(x).data, hidden, "the model in evaluation")


@step("5.3")
@given(x=layouts(arrays((3, 4, 50), low=0.5)), examples=6)
def test_dropout_keeps_dtype_and_input(x):
    """float32 stays float32, in training and evaluation, gradients too; x is not written to."""
    for dtype in (np.float64, np.float32):
        layer, values = dropout(0.5), x.astype(dtype)
        held, tensor = learner.hold(values), leaf(values, dtype)
        with no_side_effects(held):
            assert_dropped(layer(held).data, values, 0.5)
            y = layer(tensor)
            kept = assert_dropped(y.data, values, 0.5)
            y.backward(weights(x.shape, dtype))
            expected = np.where(kept, 2 * weights(x.shape, dtype), 0).astype(dtype)
            assert_close(tensor.grad, expected, "gradient of `x` in Dropout(0.5)")
            layer.eval()
            assert_close(layer(held).data, values, "Dropout(0.5) in evaluation", tolerance=EXACT)
