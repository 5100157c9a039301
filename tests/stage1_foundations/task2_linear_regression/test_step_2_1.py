"""Step 2.1: the mean squared error."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task2
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


def pairs(min_dims=0):
    """Two arrays of the same shape."""
    return arrays(shapes(min_dims=min_dims).map(lambda shape: (shape, shape)))


@step("2.1")
def test_mse_of_numbers_that_you_can_check_by_hand():
    """The loss of [1, 2, 3] against [1, 4, 0] is (0 + 4 + 9) / 3, a tensor of shape ()."""
    loss = task2.mse_loss(task1.Tensor([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0]))
    assert is_a(loss, task1.Tensor), "mse_loss must return a Tensor"
    assert_close(loss.data, 13 / 3, "mse_loss([1, 2, 3], [1, 4, 0])")


@step("2.1")
def test_mse_averages_over_every_axis():
    """The mean runs over all elements of a matrix, not over its rows or its columns alone."""
    prediction = task1.Tensor([[1.0, 2.0, 0.0], [3.0, 4.0, 0.0]])
    loss = task2.mse_loss(prediction, np.array([[0.0, 2.0, 1.0], [5.0, 1.0, 3.0]]))
    assert_close(loss.data, 4.0, "mse_loss of a (2, 3) matrix: (1 + 0 + 1 + 4 + 9 + 9) / 6")


@step("2.1")
def test_mse_gradient_has_no_half():
    """The prediction's gradient is 2 (prediction - target) / n, the target's is minus that."""
    prediction = task1.Tensor([1.0, 5.0], requires_grad=True)
    target = task1.Tensor([3.0, 4.0], requires_grad=True)
    task2.mse_loss(prediction, target).backward()
    convention = "mean((prediction - target)²), without a factor ½"
    what = "gradient of `{}` in mse_loss([1, 5], [3, 4])"
    assert_close(prediction.grad, [-2.0, 1.0], what.format("prediction"), convention=convention)
    assert_close(target.grad, [2.0, -1.0], what.format("target"), convention=convention)


@step("2.1")
@given(prediction_and_target=pairs())
def test_mse_gradients_agree_with_finite_differences(prediction_and_target):
    """The gradients of both arguments agree with finite differences, whatever the shape."""
    check_gradients(
        task2.mse_loss,
        *prediction_and_target,
        what="mse_loss(prediction, target)",
        reference=lambda prediction, target: ((prediction - target) ** 2).mean(),
        names=("prediction", "target"),
    )


@step("2.1")
@given(prediction_and_target=pairs(), dtype=st.sampled_from([np.float64, np.float32]))
def test_mse_agrees_with_pytorch(prediction_and_target, dtype):
    """Value and gradients are those of PyTorch's `mse_loss`, in float32 as in float64."""
    import torch

    assert_parity(
        task2.mse_loss,
        torch.nn.functional.mse_loss,
        *prediction_and_target,
        what="mse_loss(prediction, target)",
        dtype=dtype,
        names=("prediction", "target"),
    )


@step("2.1")
@given(values_and_target=pairs(min_dims=1))
def test_mse_takes_arrays_on_either_side(values_and_target):
    """Prediction or target may be an array, of integers too; a gradient reaches the other one."""
    values, target = values_and_target
    whole = np.round(target).astype(int)
    for name, arrange in {
        "mse_loss(tensor, array)": lambda tensor: task2.mse_loss(tensor, whole),
        "mse_loss(array, tensor)": lambda tensor: task2.mse_loss(whole, tensor),
    }.items():
        tensor = task1.Tensor(values, requires_grad=True)
        loss = arrange(tensor)
        loss.backward()
        error = values - whole
        assert_close(loss.data, (error**2).mean(), name)
        assert_close(tensor.grad, 2 * error / error.size, f"gradient of the tensor in {name}")


@step("2.1")
@pytest.mark.parametrize(
    ("shape", "other"),
    [((3, 1), (3,)), ((2, 3), (3, 2)), ((1,), ()), ((6,), (2, 3))],
)
def test_mse_refuses_another_shape_of_as_many_elements(shape, other):
    """As many elements in another shape are a ValueError that names both shapes."""
    check_refused(shape, other)


@step("2.1")
@pytest.mark.parametrize(("shape", "other"), [((4,), (1,)), ((2, 3), (3,)), ((2, 1), (2, 3))])
def test_mse_refuses_shapes_that_numpy_would_broadcast(shape, other):
    """Shapes that differ are a ValueError that names both, even where NumPy would broadcast."""
    check_refused(shape, other)


def check_refused(shape, other):
    """Equal shapes have a loss; these two do not, in either order."""
    loss = task2.mse_loss(task1.Tensor(np.full(shape, 3.0)), np.ones(shape))
    assert_close(loss.data, 4.0, f"mse_loss of 3s against 1s of shape {shape}")
    for first, second in ((shape, other), (other, shape)):
        with raises(
            ValueError,
            mention=[str(shape), str(other)],
            what=f"mse_loss of shapes {first} and {second}",
        ):
            task2.mse_loss(task1.Tensor(np.ones(first)), np.ones(second))


@step("2.1")
@given(
    prediction_and_target=pairs(min_dims=1).flatmap(
        lambda ab: st.tuples(*(layouts(st.just(array)) for array in ab))
    )
)
def test_mse_leaves_its_inputs_alone(prediction_and_target):
    """Neither the loss nor its backward pass changes the prediction or the target."""
    prediction, target = prediction_and_target
    held = [learner.hold(prediction), learner.hold(target)]
    tensors = [task1.Tensor(prediction, requires_grad=True), task1.Tensor(target)]
    error = ((prediction - target) ** 2).mean()
    for first, second, expected in (
        (tensors[0], held[1], error),
        (held[0], tensors[0], 0.0),
        (*tensors, error),
    ):
        loss = task2.mse_loss(first, second)
        loss.backward()
        assert_close(loss.data, expected, "the loss")
    assert all(learner.unchanged(array) for array in held), "mse_loss changed an array it was given"
    assert_close(tensors[0].data, prediction, "prediction.data after mse_loss", tolerance=EXACT)
    assert_close(tensors[1].data, target, "target.data after mse_loss", tolerance=EXACT)
