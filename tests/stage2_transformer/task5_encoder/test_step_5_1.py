"""Step 5.1: layer normalisation."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task3, task5
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
from kata.testing.modules import assert_parameter_gradients, randomise
from kata.testing.tensors import DTYPES, leaf, no_side_effects, weights


def layer_norm(d_model, eps=1e-5, dtype=np.float64):
    """A layer with gains that are not 1 and shifts that are not 0, and both."""
    layer = task5.LayerNorm(d_model, eps)
    values = randomise(layer, seed=d_model, dtype=dtype)
    return layer, values["weight"], values["bias"]


def normalise(x, gain, shift, eps=1e-5):
    """The formula, in NumPy."""
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps) * gain + shift


def spread(shape, seed=0, scale=1.0):
    """Numbers that differ along every axis."""
    return np.random.default_rng(seed).normal(0.5, 2.0, size=shape) * scale


def positions():
    """Any batch axes, and at least two features: one feature alone has variance 0."""
    return st.tuples(shapes(max_dims=2), st.integers(2, 4)).map(lambda s: (*s[0], s[1]))


@step("5.1")
def test_layer_norm_that_you_can_check_by_hand():
    """[1, 3] has mean 2 and variance 1; with eps = 3 the root is 2, and ±1/2 is left of it."""
    layer = task5.LayerNorm(2, eps=3.0)
    x = np.array([[1.0, 3.0], [-5.0, -7.0]])
    y = layer(x)
    assert is_a(y, task1.Tensor), "a layer must give a Tensor"
    alone = layer(x[:1]).data
    assert_close(
        alone, [[-0.5, 0.5]], "LayerNorm(2, eps=3) with gain 1 and shift 0, of [1, 3] alone"
    )
    what = "LayerNorm(2, eps=3) with gain 1 and shift 0, of [1, 3] and [-5, -7]"
    assert_close(y.data, [[-0.5, 0.5], [0.5, -0.5]], what)
    layer.load_state_dict({"weight": np.array([4.0, 8.0]), "bias": np.array([10.0, 20.0])})
    y = layer(x)
    expected = [[8.0, 24.0], [12.0, 16.0]]
    assert_close(y.data, expected, "LayerNorm(2, eps=3) with gain [4, 8] and shift [10, 20]")


@step("5.1")
def test_the_gradient_that_you_can_check_by_hand():
    """For [1, 1, 3, 3] with s = 2 and ĝ = [16, 8, 0, 0]: mean(ĝ) = 6 and mean(ĝ x̂) = -3."""
    layer = task5.LayerNorm(4, eps=3.0)
    layer.load_state_dict({"weight": np.full(4, 2.0), "bias": np.arange(4.0)})
    x = leaf([1.0, 1.0, 3.0, 3.0])  # x̂ is -1/2, -1/2, 1/2, 1/2
    y = layer(x)
    y.backward(np.array([8.0, 4.0, 0.0, 0.0]))
    assert_close(y.data, [-1.0, 0.0, 3.0, 4.0], "LayerNorm(4, eps=3) with gain 2, of [1, 1, 3, 3]")
    assert_close(x.grad, [4.25, 0.25, -2.25, -2.25], "gradient of `x` for g = [8, 4, 0, 0]")
    gradients = {"weight": np.array([-4.0, -2.0, 0.0, 0.0]), "bias": np.array([8.0, 4.0, 0.0, 0.0])}
    assert_parameter_gradients(layer, gradients, "LayerNorm for g = [8, 4, 0, 0]")


@step("5.1")
def test_the_gradient_with_the_gain_of_the_start():
    """With gain 1, as a layer starts, ĝ is g itself: [16, 8, 0, 0] gives the same gradient of x."""
    x = leaf([1.0, 1.0, 3.0, 3.0])
    task5.LayerNorm(4, eps=3.0)(x).backward(np.array([16.0, 8.0, 0.0, 0.0]))
    what = "gradient of `x` for g = [16, 8, 0, 0] and gain 1"
    assert_close(x.grad, [4.25, 0.25, -2.25, -2.25], what)


@step("5.1")
def test_layer_norm_starts_with_gain_one_and_shift_zero():
    """`weight` starts at ones, `bias` at zeros, one number a feature; eps is 1e-5 unless told."""
    layer = task5.LayerNorm(3)
    assert is_a(layer, task3.Module), "LayerNorm must be a Module"
    state = layer.state_dict()
    assert list(state) == ["weight", "bias"], f"the parameters are weight, bias, not {list(state)}"
    assert_close(state["weight"], np.ones(3), "`weight` at the start", tolerance=EXACT)
    assert_close(state["bias"], np.zeros(3), "`bias` at the start", tolerance=EXACT)
    small = np.array([0.0, 0.003, 0.006])  # its variance, 6e-6, is of the size of eps
    expected = normalise(small, 1.0, 0.0)
    assert_close(layer(small).data, expected, "LayerNorm(3) of numbers that hardly differ")


@step("5.1")
@given(
    x=arrays(positions(), low=-1.0, high=1.0),
    dtype=DTYPES,
    eps=st.sampled_from([1e-5, 0.1]),
)
def test_layer_norm_agrees_with_pytorch(x, dtype, eps):
    """Values and the gradients of x, weight and bias are PyTorch's, for any batch axes."""
    import torch

    d_model = x.shape[-1]
    x = x + [1.0, -2.0, 4.0, -5.0][:d_model]  # a variance near 0 would magnify every rounding
    layer, gain, shift = layer_norm(d_model, eps, dtype)
    w, b = (torch.tensor(value, requires_grad=True) for value in (gain, shift))
    assert_parity(
        layer,
        lambda x: torch.nn.functional.layer_norm(x, (d_model,), w, b, eps),
        x,
        what=f"LayerNorm({d_model}, eps={eps})",
        dtype=dtype,
        names=("x",),
    )
    assert_parameter_gradients(layer, {"weight": w.grad, "bias": b.grad}, "LayerNorm")


@step("5.1")
@pytest.mark.parametrize("shape", [(2, 3, 5), (4, 4), (6,), (3, 1), (2, 1, 3, 4)])
def test_gradients_agree_with_finite_differences(shape):
    """The gradients of x, weight and bias agree with finite differences, where D = T too."""
    layer, gain, shift = layer_norm(shape[-1], eps=0.01)
    x = spread(shape)
    check_gradients(
        layer,
        x,
        what="LayerNorm",
        names=("x",),
        reference=lambda x: normalise(x, gain, shift, 0.01),
    )
    layer.zero_grad()
    g, normal = weights(shape), normalise(x, 1.0, 0.0, 0.01)
    layer(x).backward(g)
    axes = tuple(range(len(shape) - 1))
    expected = {"weight": (g * normal).sum(axis=axes), "bias": g.sum(axis=axes)}
    assert_parameter_gradients(layer, expected, "LayerNorm of an array")


@step("5.1")
@given(x=arrays((3, 2, 4), distinct=True), scale=st.sampled_from([0.5, 3.0, 100.0]))
def test_scale_and_offset_of_the_input_are_removed(x, scale):
    """Scaling or shifting a whole position changes nothing; gain and shift still do."""
    layer, gain, shift = layer_norm(4, eps=0.0)
    expected = normalise(x, gain, shift, 0.0)
    offset = 10.0 * np.arange(6.0).reshape(3, 2, 1)
    assert_close(layer(x).data, expected, "LayerNorm(x)")
    assert_close(layer(x + offset).data, expected, "LayerNorm of positions that were shifted")
    assert_close(layer(x * scale).data, expected, f"LayerNorm({scale} * x)")
    assert_close(layer(-x).data, 2 * shift - expected, "LayerNorm(-x): mirrored about the shift")
    layer.weight.data, layer.bias.data = 2 * gain, shift + 1
    what = "LayerNorm(x) with twice the gain, and 1 more as shift"
    assert_close(layer(x).data, 2 * (expected - shift) + shift + 1, what)


@step("5.1")
def test_variance_is_biased_and_eps_stands_inside_the_root():
    """The variance divides by D, not by D - 1, and eps is added to it before the root is taken."""
    convention = "the biased variance, with eps inside the root"
    for d_model, eps in ((2, 1e-5), (3, 0.5), (5, 4.0)):
        x = spread((4, d_model), seed=d_model)
        layer, gain, shift = layer_norm(d_model, eps)
        what = f"LayerNorm({d_model}, eps={eps})"
        assert_close(layer(x).data, normalise(x, gain, shift, eps), what, convention=convention)


@step("5.1")
def test_a_large_mean_costs_no_digits():
    """Beside a large mean no digit is lost: the mean is subtracted before anything is squared."""
    layer, gain, shift = layer_norm(4)
    x = spread((3, 4)) + 1e5
    what = "LayerNorm of numbers near 100000 that differ by a few"
    assert_close(layer(x).data, normalise(x, gain, shift), what)


@step("5.1")
def test_a_constant_position_gives_the_shift():
    """Where all features are equal the output is the shift, and every gradient stays finite."""
    layer, gain, shift = layer_norm(4)
    values = np.array([[2.0, 2.0, 2.0, 2.0], [1.0, 2.0, 4.0, 8.0]])
    x = leaf(values)
    y = layer(x)
    assert_close(y.data, normalise(values, gain, shift), "LayerNorm with a constant position")
    g = np.array([[1.0, -2.0, 3.0, 0.5], [2.0, 1.0, -1.0, 4.0]])
    y.backward(g)
    flow = g[0] * gain
    expected = (flow - flow.mean()) / np.sqrt(1e-5)
    assert_close(x.grad[0], expected, "gradient of a constant position in LayerNorm")
    assert np.all(np.isfinite(x.grad)), "a gradient is not finite"


@step("5.1")
def test_every_position_is_normalised_by_itself():
    """Changing one position changes that position's output alone."""
    layer, gain, shift = layer_norm(5)
    x = spread((2, 3, 5))
    expected = normalise(x, gain, shift)
    assert_close(layer(x).data, expected, "LayerNorm(x)")
    for b, t in np.ndindex(2, 3):
        changed = x.copy()
        changed[b, t] = [100.0, -3.0, 7.0, 0.0, 1.0]
        y = layer(changed).data
        own = normalise(changed[b, t], gain, shift)
        assert_close(y[b, t], own, f"the output at [{b}, {t}], where x was changed")
        y[b, t] = expected[b, t]
        assert_close(y, expected, f"the other outputs after changing x at [{b}, {t}]")


@step("5.1")
@pytest.mark.parametrize("shape", [(2, 4), (3, 1), (6,), (3, 2), ()])
def test_another_number_of_features_is_refused(shape):
    """A last axis without d_model elements is a ValueError that names the shape."""
    layer, gain, shift = layer_norm(3)
    x = spread((2, 3))
    assert_close(layer(x).data, normalise(x, gain, shift), "LayerNorm(3) of shape (2, 3)")
    with raises(ValueError, mention=str(shape), what=f"LayerNorm(3) of shape {shape}"):
        layer(np.ones(shape))


@step("5.1")
@given(x=layouts(arrays((2, 4, 3), distinct=True)), examples=6)
def test_layer_norm_leaves_no_trace(x):
    """Input and parameters are not written to, nothing is printed, and two passes add up."""
    layer, gain, shift = layer_norm(3)
    held, g = learner.hold(x), learner.hold(weights(x.shape))
    tensor, expected = leaf(x), normalise(x, gain, shift)
    with no_side_effects(held, g):
        assert_close(layer(held).data, expected, "LayerNorm of an array")
        y = layer(tensor)
        y.backward(g)
        once = {name: p.grad for name, p in layer.named_parameters()} | {"x": tensor.grad}
        y.backward(g)
    assert_close(tensor.grad, 2 * once.pop("x"), "gradient of `x` after two passes")
    twice = {name: 2 * grad for name, grad in once.items()}
    assert_parameter_gradients(layer, twice, "LayerNorm after two passes")
    assert_close(y.data, expected, "the output after two passes")
    assert_close(tensor.data, x, "`x` afterwards", tolerance=EXACT)
    assert_close(layer.weight.data, gain, "`weight` afterwards", tolerance=EXACT)
    assert_close(layer.bias.data, shift, "`bias` afterwards", tolerance=EXACT)
