"""Step 5.2: the position-wise feed-forward network."""

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
from kata.testing.modules import assert_parameter_gradients, assert_parameter_names, randomise
from kata.testing.tensors import DTYPES, leaf, no_side_effects, weights

ACTIVATIONS = ("relu", "gelu")
TANH_FORM = "GELU in its tanh form, that of GPT-2"


def gelu(x):
    """The tanh form, in NumPy."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def network(d_model=3, d_ff=5, activation="relu", dtype=np.float64):
    """A network whose parameters are all different, and these by name."""
    module = task5.FeedForward(d_model, d_ff, activation, rng=learner.rng(0))
    return module, randomise(module, dtype=dtype)


def feed_forward(values, activation, x):
    """The network, in NumPy."""
    hidden = x @ values["linear1.weight"].T + values["linear1.bias"]
    hidden = gelu(hidden) if activation == "gelu" else np.maximum(hidden, 0)
    return hidden @ values["linear2.weight"].T + values["linear2.bias"]


@step("5.2")
def test_gelu_at_points_that_you_can_check():
    """gelu(0) = 0, gelu(1) ≈ 0.8412, gelu(-1) ≈ -0.1588; far out it is x, or 0."""
    y = task5.gelu(np.array([0.0, 1.0, -1.0, 2.0, 20.0, -20.0]))
    assert is_a(y, task1.Tensor), "gelu must give a Tensor"
    expected = [0.0, 0.8411919906082768, -0.15880800939172324, 1.954597694087775, 20.0, 0.0]
    if y.shape == (6,):
        off = np.abs(y.data - expected).max()
        assert off < 0.001, f"gelu is off by {off:.3f}: its u is √(2/π) (x + 0.044715 x³)"
    assert_close(y.data, expected, "gelu of 0, 1, -1, 2, 20, -20", convention=TANH_FORM)
    x = leaf([-2.0])
    task5.gelu(x).backward(np.ones(1))
    assert x.grad[0] < 0, f"left of -0.75 gelu falls: its slope at -2 is not {x.grad[0]:.4f}"
    x = leaf([1.0, -1.0])
    task5.gelu(x).backward(np.ones(2))
    assert_close(
        x.grad, [1.0829640838457826, -0.08296408384578258], "the slope of gelu at 1 and at -1"
    )
    x = leaf([0.0, 20.0, -20.0, 1e3, -1e3])
    task5.gelu(x).backward(np.array([4.0, 4.0, 4.0, 4.0, 4.0]))
    assert_close(x.grad, [2.0, 4.0, 0.0, 4.0, 0.0], "4 times the slope at 0, ±20 and ±1000")


@step("5.2")
@given(x=arrays(low=-6.0, high=6.0), dtype=DTYPES)
def test_gelu_agrees_with_pytorch(x, dtype):
    """Values and gradients are those of PyTorch's gelu with approximate="tanh", for any shape."""
    import torch

    assert_parity(
        lambda x: task5.gelu(x),
        lambda x: torch.nn.functional.gelu(x, approximate="tanh"),
        x,
        what="gelu(x)",
        dtype=dtype,
    )
    check_gradients(lambda x: task5.gelu(x), x, what="gelu(x)", reference=gelu)


@step("5.2")
def test_feed_forward_that_you_can_check_by_hand():
    """Two features, three hidden ones of which relu cuts one off, and two features again."""
    module = task5.FeedForward(2, 3, rng=learner.rng(0))
    module.load_state_dict({
        "linear1.weight": np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]),
        "linear1.bias": np.array([1.0, 2.0, 3.0]),
        "linear2.weight": np.array([[1.0, 10.0, 100.0], [2.0, 0.0, -1.0]]),
        "linear2.bias": np.array([5.0, 2.0]),
    })  # fmt: skip
    y = module(np.array([[1.0, 4.0], [-2.0, 0.0]]))  # hidden: 2, 6, 0 and 0, 2, 5
    assert is_a(y, task1.Tensor), "a module must give a Tensor"
    assert np.any(y.data < 0), "the output may be below 0: relu stands between the two layers alone"
    assert_close(y.data, [[67.0, 6.0], [525.0, -3.0]], "FeedForward(2, 3) of two positions")


@step("5.2")
def test_parts_and_parameters():
    """Two linear layers, linear1 to d_ff features and linear2 back, drawn from `rng` alone."""
    state = learner.random_state()
    modules = [task5.FeedForward(4, 9, rng=learner.rng(seed)) for seed in (5, 5, 6)]
    first, again, other = (module.state_dict() for module in modules)
    wanted = {
        "linear1.weight": (9, 4),
        "linear1.bias": (9,),
        "linear2.weight": (4, 9),
        "linear2.bias": (4,),
    }
    assert_parameter_names(first, wanted)
    for name, shape in wanted.items():
        assert first[name].shape == shape, f"`{name}` has shape {first[name].shape}, not {shape}"
        assert_close(again[name], first[name], f"`{name}` from the same seed", tolerance=EXACT)
        assert not np.any(other[name] == first[name]), f"`{name}` is not drawn from `rng`"
    for part in ("linear1", "linear2"):
        assert is_a(getattr(modules[0], part), task3.Linear), f"`{part}` must be a Linear"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"


@step("5.2")
@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(
    x=arrays(shapes(max_dims=2).map(lambda batch: (*batch, 3)), low=-2.0, high=2.0),
    dtype=DTYPES,
    d_ff=st.sampled_from([1, 3, 5]),
    examples=8,
)
def test_feed_forward_agrees_with_pytorch(activation, x, dtype, d_ff):
    """Values and all gradients are PyTorch's for both activations and any batch axes."""
    import torch
    from torch.nn import functional as F

    module, values = network(3, d_ff, activation, dtype)
    p = {name: torch.tensor(value, requires_grad=True) for name, value in values.items()}
    act = F.relu if activation == "relu" else lambda hidden: F.gelu(hidden, approximate="tanh")
    what = f"FeedForward(3, {d_ff}, {activation!r})"
    assert_parity(
        module,
        lambda x: F.linear(
            act(F.linear(x, p["linear1.weight"], p["linear1.bias"])),
            p["linear2.weight"],
            p["linear2.bias"],
        ),
        x,
        what=what,
        dtype=dtype,
        names=("x",),
    )
    gradients = {name: parameter.grad for name, parameter in p.items()}
    assert_parameter_gradients(module, gradients, what)


@step("5.2")
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(2, 4, 3, 5), (3, 3, 3, 3)])
def test_gradients_agree_with_finite_differences(sizes, activation):
    """The gradient of x agrees with finite differences, where all sizes are equal too."""
    *batch, d_model, d_ff = sizes
    module, values = network(d_model, d_ff, activation)
    x = np.random.default_rng(4).normal(size=(*batch, d_model))
    check_gradients(
        module,
        x,
        what=f"FeedForward({d_model}, {d_ff}, {activation!r})",
        reference=lambda x: feed_forward(values, activation, x),
        names=("x",),
    )


@step("5.2")
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_positions_are_treated_alike_and_apart(activation):
    """Every position goes through the same network, and none notices the others."""
    module, values = network(activation=activation)
    x = np.random.default_rng(5).normal(size=(2, 4, 3))
    expected = feed_forward(values, activation, x)
    order = [2, 0, 3, 1]
    y = module(x[:, order]).data
    assert_close(y, expected[:, order], "FeedForward(x) with the positions in another order")
    for b, t in np.ndindex(2, 4):
        assert_close(module(x[b, t]).data, expected[b, t], f"FeedForward(x[{b}, {t}]) alone")


@step("5.2")
@pytest.mark.parametrize("activation", ["tanh", "RELU", "", None])
def test_other_activations_are_refused(activation):
    """`activation` is "relu", the default, or "gelu"; anything else is a ValueError naming it."""
    x = np.random.default_rng(6).normal(size=(4, 3))
    for known in ACTIVATIONS:
        module, values = network(activation=known)
        expected = feed_forward(values, known, x)
        assert_close(module(x).data, expected, f"FeedForward(3, 5, {known!r})")
    with raises(ValueError, mention=str(activation), what=f"FeedForward(3, 5, {activation!r})"):
        task5.FeedForward(3, 5, activation, rng=learner.rng(0))


@step("5.2")
@given(x=layouts(arrays((2, 4, 3))), examples=6)
def test_feed_forward_and_gelu_leave_no_trace(x):
    """The input is not written to, whatever its memory layout; nothing is printed."""
    held, tensor = learner.hold(x), leaf(x)
    with no_side_effects(held):
        assert_close(task5.gelu(held).data, gelu(x), "gelu of an array", convention=TANH_FORM)
        task5.gelu(tensor).backward(weights(x.shape))
        for activation in ACTIVATIONS:
            module, values = network(activation=activation)
            expected = feed_forward(values, activation, x)
            assert_close(module(held).data, expected, f"FeedForward of an array, {activation}")
            module(tensor).backward(weights(x.shape))
            for name, value in module.state_dict().items():
                assert_close(value, values[name], f"`{name}` afterwards", tolerance=EXACT)
    assert_close(tensor.data, x, "`x` afterwards", tolerance=EXACT)
