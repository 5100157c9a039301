"""Step 3.2: the linear layer."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task3
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    check_gradients,
    given,
    is_a,
    layouts,
    noted,
    raises,
    shapes,
    step,
)
from kata.testing.modules import linear


def linear_sizes():
    """Shapes of x, weight and bias: any batch axes, and different sizes in and out."""
    return st.tuples(shapes(max_dims=3, max_side=3), st.integers(1, 4), st.integers(1, 4)).map(
        lambda sizes: ((*sizes[0], sizes[1]), (sizes[2], sizes[1]), (sizes[2],))
    )


@step("3.2")
def test_linear_on_numbers_that_you_can_check_by_hand():
    """Weights [[1, 2], [3, 4], [5, 6]] and bias [10, 20, 30] map [1, 1] to [13, 27, 41]."""
    layer = linear([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [10.0, 20.0, 30.0])
    y = layer(np.array([[1.0, 1.0], [0.0, 2.0]]))
    assert is_a(y, task1.Tensor), "a layer must return a Tensor"
    assert_close(y.data, [[13.0, 27.0, 41.0], [14.0, 28.0, 42.0]], "Linear applied to two samples")


@step("3.2")
def test_linear_starts_with_leaves_that_want_gradients():
    """`weight` (out_features, in_features) and `bias` (out_features,) are leaves with gradients."""
    layer = task3.Linear(2, 3, rng=learner.rng(0))
    for name, shape in {"weight": (3, 2), "bias": (3,)}.items():
        parameter = getattr(layer, name)
        assert is_a(parameter, task1.Tensor), f"`{name}` must be a Tensor"
        assert parameter.requires_grad is True, f"`{name}` must require a gradient"
        assert parameter.parents == (), f"`{name}` must be a leaf, not a computed tensor"
        assert parameter.shape == shape, f"`{name}` has shape {parameter.shape}, not {shape}"


def draws(name):
    """Where the numbers that two layers start with come from, and these over 1/√in_features."""
    for in_features, out_features in ((16, 1000), (400, 300)):
        layer = task3.Linear(in_features, out_features, rng=learner.rng(0))
        where = f"`{name}` of Linear({in_features}, {out_features})"
        yield where, getattr(layer, name).data.ravel() * in_features**0.5


@step("3.2")
def test_linear_starts_within_its_bound():
    """No weight and no bias starts beyond ±1/√in_features."""
    for name in ("weight", "bias"):
        for where, values in draws(name):
            assert np.abs(values).max() <= 1 + 1e-12, f"{where} goes beyond ±1/√in_features"


@step("3.2")
def test_weights_fill_the_range_up_to_the_bound():
    """Weights start anywhere between -1/√in_features and 1/√in_features, close to both too."""
    check_range("weight")


@step("3.2")
def test_biases_fill_the_range_up_to_the_bound():
    """Biases start anywhere between -1/√in_features and 1/√in_features, close to both too."""
    check_range("bias")


def check_range(name):
    """Some of these numbers come near each bound."""
    for where, values in draws(name):
        low, high = values.min(), values.max()
        assert low < -0.95 and high > 0.95, (
            f"{where} starts between {low:.3f} and {high:.3f} times 1/√in_features, "
            f"and should fill the range from -1 to 1 times 1/√in_features"
        )


@step("3.2")
def test_linear_starts_uniform_around_zero():
    """Weights and biases start with mean 0, and as many large ones as small ones."""
    for name in ("weight", "bias"):
        for where, values in draws(name):
            largest = np.abs(values).max()
            assert largest > 0, f"{where} is 0 everywhere: draw it from `rng`"
            share = values / largest
            assert abs(share.mean()) < 0.15, f"the mean of {where} should be 0"
            assert abs(share.std() * 3**0.5 - 1) < 0.15, f"{where} should be uniform"


@step("3.2")
def test_linear_draws_from_the_generator_it_is_given():
    """The start is drawn from `rng` and nothing else: the same seed gives the same layer."""
    state = learner.random_state()
    rng = learner.rng(3)
    first, second = (task3.Linear(3, 4, rng=rng) for _ in range(2))
    again, other = (task3.Linear(3, 4, rng=learner.rng(seed)) for seed in (3, 4))
    for name in ("weight", "bias"):
        values = getattr(first, name).data
        assert_close(getattr(again, name).data, values, f"`{name}` from the same seed")
        for layer in (second, other):
            assert not np.any(values == getattr(layer, name).data), f"draw `{name}` from `rng`"
    assert not np.isin(first.bias.data, first.weight.data).any(), "the bias repeats the weights"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"


@step("3.2")
def test_linear_without_bias():
    """With `bias=False` the attribute `bias` is None and the output is x Wᵀ alone."""
    layer = linear([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], None)
    assert layer.bias is None, "with bias=False, `bias` must be None"
    assert layer.weight.requires_grad is True, "`weight` must require a gradient"
    x = task1.Tensor([[1.0, 1.0]], requires_grad=True)
    y = layer(x)
    assert_close(y.data, [[3.0, 7.0, 11.0]], "Linear without bias")
    y.backward(np.array([[1.0, 0.0, -1.0]]))
    assert_close(x.grad, [[-4.0, -4.0]], "gradient of `x` in Linear without bias")
    assert_close(layer.weight.grad, [[1.0, 1.0], [0.0, 0.0], [-1.0, -1.0]], "gradient of `weight`")


@step("3.2")
@given(
    x_and_weight_and_bias=arrays(linear_sizes()),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_linear_agrees_with_pytorch(x_and_weight_and_bias, dtype):
    """Values and gradients are PyTorch's for any number of batch axes, in float32 too."""
    import torch

    x, weight, bias = (array.astype(dtype) for array in x_and_weight_and_bias)
    layer = linear(weight, bias)
    ours = {"x": task1.Tensor(x, requires_grad=True), "weight": layer.weight, "bias": layer.bias}
    theirs = {
        name: torch.tensor(value, requires_grad=True)
        for name, value in (("x", x), ("weight", weight), ("bias", bias))
    }
    y, expected = layer(ours["x"]), torch.nn.functional.linear(*theirs.values())
    assert_close(y.data, expected, "x Wᵀ + b")
    g = np.random.default_rng(1).normal(size=y.shape).astype(dtype)
    expected.backward(torch.tensor(g))
    with noted(g=g):
        y.backward(g)
        for name, value in theirs.items():
            assert_close(ours[name].grad, value.grad, f"gradient of `{name}` in x Wᵀ + b")


@step("3.2")
@given(x=arrays((2, 3, 4)), examples=4)
def test_linear_gradients_agree_with_finite_differences(x):
    """The gradient of x agrees with finite differences."""
    rng = np.random.default_rng(2)
    weight, bias = rng.normal(size=(5, 4)), rng.normal(size=5)
    layer = linear(weight, bias)
    check_gradients(layer, x, what="x Wᵀ + b", reference=lambda x: x @ weight.T + bias)


@step("3.2")
def test_a_layer_used_twice_adds_up_its_gradients():
    """A square layer applied to its own output gets the gradients of both uses."""
    import torch

    rng = np.random.default_rng(3)
    weight, bias, x = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=(2, 3))
    layer = linear(weight, bias)
    w, b = torch.tensor(weight, requires_grad=True), torch.tensor(bias, requires_grad=True)
    expected = torch.nn.functional.linear(torch.nn.functional.linear(torch.tensor(x), w, b), w, b)
    y = layer(layer(x))
    assert_close(y.data, expected, "layer(layer(x))")
    g = rng.normal(size=(2, 3))
    y.backward(g)
    expected.backward(torch.tensor(g))
    assert_close(layer.weight.grad, w.grad, "gradient of `weight` in layer(layer(x))")
    assert_close(layer.bias.grad, b.grad, "gradient of `bias` in layer(layer(x))")


@step("3.2")
@pytest.mark.parametrize("shape", [(2, 2), (3, 4), (3, 1), (2,), ()])
def test_linear_refuses_samples_of_another_size(shape):
    """A last axis without in_features elements is a ValueError that names the shape of x."""
    layer = linear([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [1.0, 2.0])
    assert_close(layer(np.ones(3)).data, [7.0, 17.0], "Linear applied to [1, 1, 1]")
    with raises(ValueError, mention=str(shape), what=f"Linear(3, 2) applied to shape {shape}"):
        layer(np.ones(shape))


@step("3.2")
@given(x=layouts(arrays((2, 4, 3))))
def test_linear_takes_any_array_or_tensor_and_leaves_it_alone(x):
    """The input may be an array in any memory layout; nothing is changed in place."""
    weight, bias = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]), np.array([0.5, -0.25])
    layer = linear(weight, bias)
    held = learner.hold(x)
    y = layer(held)
    y.backward(np.ones(y.shape))
    assert_close(y.data, x @ weight.T + bias, "x Wᵀ + b")
    assert_close(layer.weight.data, weight, "`weight` after a pass", tolerance=EXACT)
    assert_close(layer.bias.data, bias, "`bias` after a pass", tolerance=EXACT)
    assert learner.unchanged(held), "Linear changed its input"
