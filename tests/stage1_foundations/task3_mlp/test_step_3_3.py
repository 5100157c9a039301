"""Step 3.3: activations."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task3
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    shapes,
    step,
)

REFERENCES = {
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "ReLU": lambda x: np.maximum(x, 0),
    "Tanh": np.tanh,
}


@step("3.3")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sigmoid", [1 / (1 + np.e), 0.5, np.e / (1 + np.e)]),
        ("ReLU", [0.0, 0.0, 1.0]),
        ("Tanh", [-0.7615941559557649, 0.0, 0.7615941559557649]),
    ],
)
def test_activations_at_three_points(name, expected):
    """σ, max(0, ·) and tanh at -1, 0 and 1, for a tensor as for an array."""
    activation = getattr(task3, name)()
    for kind, x in (("tensor", task1.Tensor([-1.0, 0.0, 1.0])), ("array", np.array([-1, 0, 1]))):
        y = activation(x)
        assert is_a(y, task1.Tensor), f"{name} must return a Tensor, for an {kind} too"
        assert_close(y.data, expected, f"{name}()({kind} of -1, 0, 1)")


@step("3.3")
@pytest.mark.parametrize("name", REFERENCES)
@given(
    x=arrays(shapes(), low=-6, high=6, away_from=0.0),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_activations_agree_with_pytorch(name, x, dtype):
    """Values and gradients are PyTorch's, whatever the shape, in float32 as in float64."""
    import torch

    activation = getattr(task3, name)()
    assert_parity(activation, getattr(torch.nn, name)(), x, what=f"{name}()(x)", dtype=dtype)


@step("3.3")
@pytest.mark.parametrize("name", REFERENCES)
@given(x=arrays(shapes(min_dims=1), away_from=0.0), examples=4)
def test_activation_gradients_agree_with_finite_differences(name, x):
    """The gradients agree with finite differences."""
    check_gradients(getattr(task3, name)(), x, what=f"{name}()(x)", reference=REFERENCES[name])


@step("3.3")
@pytest.mark.parametrize(
    ("name", "values", "grads"),
    [
        ("Sigmoid", [0.0, 0.5, 1.0], [0.0, 0.5, 0.0]),
        ("ReLU", [0.0, 0.0, 1e4], [0.0, 0.0, 2.0]),
        ("Tanh", [-1.0, 0.0, 1.0], [0.0, 2.0, 0.0]),
    ],
)
def test_activations_at_the_extremes(name, values, grads):
    """At -10000, 0 and 10000 values and gradients are finite and right; relu'(0) is 0."""
    x = task1.Tensor([-1e4, 0.0, 1e4], requires_grad=True)
    y = getattr(task3, name)()(x)
    y.backward(np.full(3, 2.0))
    convention = "relu'(0) = 0" if name == "ReLU" else None
    assert_close(y.data, values, f"{name}()([-1e4, 0, 1e4])")
    assert_close(x.grad, grads, f"gradient of {name} at -1e4, 0, 1e4", convention=convention)


@step("3.3")
@pytest.mark.parametrize("name", REFERENCES)
@given(x=layouts(arrays((3, 2))), examples=4)
def test_activations_leave_their_input_alone(name, x):
    """An activation is a module, and changes neither an array nor a tensor it is given."""
    activation = getattr(task3, name)()
    held, given_tensor = learner.hold(x), task1.Tensor(x)
    from_array, from_tensor = activation(held), activation(given_tensor)
    expected = REFERENCES[name](x)
    assert_close(from_array.data, expected, f"{name} of an array")
    assert_close(from_tensor.data, expected, f"{name} of a tensor")
    assert_close(given_tensor.data, x, f"the tensor that {name} was given", tolerance=EXACT)
    assert learner.unchanged(held), f"{name} changed its input"
    assert is_a(activation, task3.Module), f"{name} must be a Module"
