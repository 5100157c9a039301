"""Step 2.2: the model."""

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
    step,
)
from kata.testing.modules import linear_model


@step("2.2")
def test_model_on_numbers_that_you_can_check_by_hand():
    """With w = [2, -1] and b = 3, the samples [1, 1] and [0, 5] give 4 and -2."""
    model = linear_model([2.0, -1.0], 3.0)
    prediction = model(np.array([[1.0, 1.0], [0.0, 5.0]]))
    assert is_a(prediction, task1.Tensor), "a model must return a Tensor"
    assert_close(prediction.data, [4.0, -2.0], "the predictions")


@step("2.2")
@given(
    x_and_w=st.tuples(st.integers(1, 5), st.integers(1, 4)).flatmap(
        lambda sizes: arrays(st.just((sizes, (sizes[1],))))
    ),
    b=st.sampled_from([0.5, -2.0]),
)
def test_model_agrees_with_pytorch(x_and_w, b):
    """Predictions of shape (n,) and the gradients of x, w and b are PyTorch's, for every n."""
    x, w = x_and_w

    def ours(x, w, b):
        model = task2.LinearRegression(w.size, rng=learner.rng(0))
        model.w, model.b = w, b
        return model(x)

    def theirs(x, w, b):
        return x @ w + b

    assert_parity(ours, theirs, x, w, np.array(b), what="x w + b")
    assert_parity(ours, theirs, x, w, np.array(b), what="x w + b in float32", dtype=np.float32)


@step("2.2")
def test_model_gradients_agree_with_finite_differences():
    """The gradients that reach x, w and b agree with finite differences."""
    rng = np.random.default_rng(0)

    def predict(x, w, b):
        model = task2.LinearRegression(3, rng=learner.rng(0))
        model.w, model.b = w, b
        return model(x)

    check_gradients(
        predict,
        rng.normal(size=(4, 3)),
        rng.normal(size=3),
        np.array(0.7),
        what="x w + b",
        reference=lambda x, w, b: x @ w + b,
    )


@step("2.2")
def test_model_starts_with_leaves_that_want_gradients():
    """w of shape (in_features,) and b = 0 of shape () are leaf tensors that require gradients."""
    model = task2.LinearRegression(3, rng=learner.rng(1))
    w, b = model.w, model.b
    for name, parameter in (("w", w), ("b", b)):
        assert is_a(parameter, task1.Tensor), f"`{name}` must be a Tensor"
        assert parameter.requires_grad is True, f"`{name}` must require a gradient"
        assert parameter.parents == (), f"`{name}` must be a leaf, not the result of an operation"
    assert w.shape == (3,), f"`w` must have shape (in_features,) = (3,), not {w.shape}"
    assert_close(b.data, 0.0, "`b` at the start")


@step("2.2")
def test_model_starts_near_zero():
    """w starts with mean 0 and standard deviation 0.01."""
    w = task2.LinearRegression(4000, rng=learner.rng(1)).w
    draws = w.data / 0.01
    assert abs(draws.std() - 1) < 0.1, (
        f"the standard deviation of `w` at the start should be 0.01, not {w.data.std():.4f}"
    )
    mean = w.data.mean()
    assert abs(draws.mean()) < 0.1, f"the mean of `w` at the start should be 0, not {mean:.4f}"


@step("2.2")
def test_model_starts_at_normal_draws():
    """w starts at normal draws: most of them small, and a few of them large."""
    w = task2.LinearRegression(4000, rng=learner.rng(1)).w.data
    assert w.std() > 0, "the values of `w` are all the same at the start: draw them from `rng`"
    draws = (w - w.mean()) / w.std()
    assert np.abs(draws).max() > 2.5, "`w` should start at normal draws: these have no tails"
    assert abs((draws**4).mean() - 3) < 0.5, (
        "`w` should start at normal draws: these are spread in another way"
    )


@step("2.2")
def test_model_draws_from_the_generator_it_is_given():
    """The start is drawn from `rng` and nothing else: the same seed gives the same w."""
    state = learner.random_state()
    rng = learner.rng(3)
    first, second = (task2.LinearRegression(5, rng=rng).w.data for _ in range(2))
    again = task2.LinearRegression(5, rng=learner.rng(3)).w.data
    other = task2.LinearRegression(5, rng=learner.rng(4)).w.data
    assert_close(again, first, "`w` of a second model with the same seed", tolerance=EXACT)
    assert not np.array_equal(first, other), "`w` is the same for two seeds: draw it from `rng`"
    assert not np.array_equal(first, second), "two models from one generator start at the same `w`"
    assert learner.random_state() == state, "the global random state moved: draw from `rng` alone"


@step("2.2")
def test_model_lists_its_parameters():
    """`parameters()` gives a list of two tensors: w first, and then b."""
    model = task2.LinearRegression(2, rng=learner.rng(0))
    parameters = model.parameters()
    assert isinstance(parameters, list), "parameters() must return a list"
    assert len(parameters) == 2, f"there are 2 parameters, w and b, not {len(parameters)}"
    shapes = [parameter.shape for parameter in parameters]
    assert shapes == [(2,), ()], f"the parameters must be w (2,) and b (), not of shapes {shapes}"


@step("2.2")
def test_parameters_are_the_tensors_themselves():
    """`parameters()` gives the tensors w and b themselves, no copies, so that they are trained."""
    model = task2.LinearRegression(2, rng=learner.rng(0))
    parameters = model.parameters()
    assert len(parameters) > 0, "parameters() gives nothing"
    for parameter in parameters:
        name = "b" if parameter.ndim == 0 else "w"
        own = getattr(model, name)
        assert parameter is own, f"parameters() must give the tensor `{name}` itself, no copy"


@step("2.2")
@pytest.mark.parametrize("shape", [(3,), (2, 4), (3, 2), (2, 3, 3), (2, 1), ()])
def test_model_refuses_samples_of_another_shape(shape):
    """Samples that are not of shape (n, in_features) are a ValueError that names their shape."""
    model = linear_model([1.0, 2.0, 3.0], -1.0)
    assert_close(model(np.ones((2, 3))).data, [5.0, 5.0], "the predictions for two samples of ones")
    with raises(ValueError, mention=str(shape), what=f"model(x) with x of shape {shape}"):
        model(np.ones(shape))


@step("2.2")
@given(x=layouts(arrays((4, 3))))
def test_model_takes_any_array_or_tensor_and_leaves_it_alone(x):
    """Samples may be a tensor or an array in any memory layout; they are not changed."""
    w, b = np.array([1.0, -2.0, 0.5]), 0.25
    model = linear_model(w, b)
    held = learner.hold(x)
    assert_close(model(held).data, x @ w + b, "the predictions for an array")
    assert_close(model(task1.Tensor(x)).data, x @ w + b, "the predictions for a tensor")
    assert learner.unchanged(held), "calling the model changed the samples"
