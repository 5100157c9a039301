"""Task 2, linear regression: the loss, the model, the update and the training loop."""

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

# Step 2.1: the mean squared error


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
    [((3, 1), (3,)), ((4,), (1,)), ((2, 3), (3, 2)), ((2, 3), (3,)), ((1,), ()), ((6,), (2, 3))],
)
def test_mse_refuses_shapes_that_differ(shape, other):
    """Shapes that differ are a ValueError that names both, even where NumPy would broadcast."""
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
    for first, second in ((tensors[0], held[1]), (held[0], tensors[0]), tensors):
        task2.mse_loss(first, second).backward()
    assert all(learner.unchanged(array) for array in held), "mse_loss changed an array it was given"
    assert_close(tensors[0].data, prediction, "prediction.data after mse_loss", tolerance=EXACT)
    assert_close(tensors[1].data, target, "target.data after mse_loss", tolerance=EXACT)


# Step 2.2: the model


def linear_model(w, b):
    """A model with these parameters."""
    model = task2.LinearRegression(len(w), rng=learner.rng(0))
    model.w.data = np.array(w)
    model.b.data = np.array(b)
    return model


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
def test_model_starts_near_zero():
    """w starts at normal draws with standard deviation 0.01, b at 0, and both want gradients."""
    model = task2.LinearRegression(4000, rng=learner.rng(1))
    w, b = model.w, model.b
    for name, parameter in (("w", w), ("b", b)):
        assert is_a(parameter, task1.Tensor), f"`{name}` must be a Tensor"
        assert parameter.requires_grad is True, f"`{name}` must require a gradient"
        assert parameter.parents == (), f"`{name}` must be a leaf, not the result of an operation"
    assert w.shape == (4000,), f"`w` must have shape (in_features,) = (4000,), not {w.shape}"
    assert_close(b.data, 0.0, "`b` at the start")
    draws = w.data / 0.01
    assert abs(draws.mean()) < 0.1, f"the mean of `w` at the start should be 0, not {w.data.mean()}"
    assert abs(draws.std() - 1) < 0.1, (
        f"the standard deviation of `w` at the start should be 0.01, not {w.data.std():.4f}"
    )
    assert np.abs(draws).max() > 2.5, "`w` should start at normal draws: these have no tails"


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
    """`parameters()` gives the list [w, b], the tensors themselves, so that they can be trained."""
    model = task2.LinearRegression(2, rng=learner.rng(0))
    parameters = model.parameters()
    assert isinstance(parameters, list), "parameters() must return a list"
    assert len(parameters) == 2, f"there are 2 parameters, w and b, not {len(parameters)}"
    assert parameters[0] is model.w, "the first parameter must be the tensor `w` itself, no copy"
    assert parameters[1] is model.b, "the second parameter must be the tensor `b` itself, no copy"


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


# Step 2.3: stochastic gradient descent


def parameter(values, grad=None):
    """A parameter, and the gradient that a backward pass would have left there."""
    p = task1.Tensor(values, requires_grad=True)
    if grad is not None:
        p.grad = np.asarray(grad, dtype=p.dtype)
    return p


@step("2.3")
def test_sgd_step_that_you_can_check_by_hand():
    """With lr 0.1, the gradient [0.5, -1] moves [1, 2] to [0.95, 2.1]."""
    p = parameter([1.0, 2.0], grad=[0.5, -1.0])
    task2.SGD([p], lr=0.1).step()
    assert_close(p.data, [0.95, 2.1], "the parameter after one step")


@step("2.3")
def test_momentum_adds_up():
    """With lr 1 and momentum ½, gradient 1 three times over gives steps of 1, 1.5 and 1.75."""
    p = parameter([0.0], grad=[1.0])
    optimizer = task2.SGD([p], lr=1.0, momentum=0.5)
    for count, expected in enumerate([-1.0, -2.5, -4.25], 1):
        optimizer.step()
        assert_close(p.data, [expected], f"the parameter after {count} steps with momentum ½")


@step("2.3")
def test_weight_decay_joins_the_gradient():
    """With lr 1, momentum ½ and decay ½, gradient 1 moves 4 to 1, then 1 to -2."""
    p = parameter([4.0], grad=[1.0])
    optimizer = task2.SGD([p], lr=1.0, momentum=0.5, weight_decay=0.5)
    for count, expected in enumerate([1.0, -2.0], 1):
        optimizer.step()
        assert_close(
            p.data,
            [expected],
            f"the parameter after {count} steps with momentum and decay",
            convention="PyTorch's: the decay is added to the gradient before momentum",
        )


@step("2.3")
@given(
    momentum=st.sampled_from([0.0, 0.5, 0.9]),
    weight_decay=st.sampled_from([0.0, 0.01, 0.3]),
    dtype=st.sampled_from([np.float64, np.float32]),
    seed=st.integers(0, 100),
)
def test_sgd_agrees_with_pytorch(momentum, weight_decay, dtype, seed):
    """Five steps equal PyTorch's, also where a gradient is missing, or zero, for a while."""
    import torch

    rng = np.random.default_rng(seed)
    start = [rng.normal(size=shape).astype(dtype) for shape in ((2, 3), (3,), ())]
    ours = [parameter(value) for value in start]
    theirs = [torch.tensor(value, requires_grad=True) for value in start]
    hyper = {"momentum": momentum, "weight_decay": weight_decay}
    optimizer = task2.SGD(ours, 0.1, **hyper)
    reference = torch.optim.SGD(theirs, 0.1, **hyper)
    for count in range(5):
        rate = 0.1 / (count + 1)
        optimizer.lr = reference.param_groups[0]["lr"] = rate
        for place, (p, q) in enumerate(zip(ours, theirs, strict=True)):
            grad = rng.normal(size=p.shape).astype(dtype)
            grad = None if place == 1 and count in (0, 2) else grad * (place != 0 or count != 3)
            p.grad = None if grad is None else np.asarray(grad)
            q.grad = None if grad is None else torch.tensor(grad)
        optimizer.step()
        reference.step()
        for name, p, q in zip(("first", "second", "third"), ours, theirs, strict=True):
            assert_close(p.data, q, f"the {name} parameter after step {count + 1}")


@step("2.3")
@given(hyper=st.sampled_from([{}, {"momentum": 0.9}, {"weight_decay": 0.1}]))
def test_sgd_writes_into_the_parameters_own_array(hyper):
    """A step changes the array `p.data` in place: whoever holds that array sees the new values."""
    start = np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32)
    for values in (start, start[0, 0]):
        p = parameter(values, grad=np.ones_like(values))
        array = learner.ref(p, "data")
        task2.SGD([p], lr=0.5, **hyper).step()
        expected = values - np.float32(0.5) * (
            1 + np.float32(hyper.get("weight_decay", 0)) * values
        )
        assert_close(p.data, np.asarray(expected), "the parameter after a step")
        assert learner.shares_memory(array, learner.ref(p, "data")), (
            "after a step `p.data` is another array: change the old one in place"
        )


@step("2.3")
def test_sgd_obeys_a_new_learning_rate_at_once():
    """A new `lr` scales the whole next step, what momentum has gathered included."""
    p = parameter([0.0], grad=[1.0])
    optimizer = task2.SGD([p], lr=1.0, momentum=0.5)
    optimizer.step()
    optimizer.lr = 0.1
    optimizer.step()
    assert_close(p.data, [-1.15], "the parameter after steps with lr 1 and 0.1: -1 - 0.1 · 1.5")


@step("2.3")
@given(
    skipped=st.sampled_from(["first", "last"]),
    momentum=st.sampled_from([0.0, 0.5]),
)
def test_sgd_skips_a_parameter_without_gradient(skipped, momentum):
    """A parameter whose `grad` is None stays as it is, decay or not, and the others still move."""
    still, moving = parameter([2.0, 3.0]), parameter([4.0], grad=[1.0])
    both = [still, moving] if skipped == "first" else [moving, still]
    optimizer = task2.SGD(both, lr=0.5, momentum=momentum, weight_decay=0.1)
    optimizer.step()
    assert_close(moving.data, [3.3], "the parameter that has a gradient, after a step")
    assert_close(still.data, [2.0, 3.0], "the parameter without a gradient, after a step")
    still.grad = np.array([1.0, 1.0])
    optimizer.step()
    assert_close(still.data, [1.4, 2.35], "the parameter once it has a gradient, after one step")


@step("2.3")
@given(
    momentum=st.sampled_from([0.0, 0.9]),
    weight_decay=st.sampled_from([0.0, 0.1]),
)
def test_sgd_only_reads_the_gradients(momentum, weight_decay):
    """Two steps leave the gradients exactly as they were, until `zero_grad` sets all to None."""
    grads = [np.array([0.5, -1.0]), np.array(3.0)]
    parameters = [parameter(np.ones_like(grad), grad=grad) for grad in grads]
    optimizer = task2.SGD(parameters, lr=0.1, momentum=momentum, weight_decay=weight_decay)
    for count in (1, 2):
        optimizer.step()
        for p, grad in zip(parameters, grads, strict=True):
            assert_close(p.grad, grad, f"the gradient after {count} steps", tolerance=EXACT)
    moved = [p.data for p in parameters]
    optimizer.zero_grad()
    assert all(p.grad is None for p in parameters), "zero_grad must set every `grad` to None"
    for p, values in zip(parameters, moved, strict=True):
        assert_close(p.data, values, "the parameter after zero_grad", tolerance=EXACT)


@step("2.3")
@pytest.mark.parametrize("bad", ["lr", "momentum", "weight_decay", "parameters"])
def test_sgd_refuses_what_makes_no_sense(bad):
    """A negative lr, momentum or weight decay, or no parameter at all, is a ValueError."""
    p = parameter([1.0], grad=[1.0])
    arguments = {"lr": 0.5, "momentum": 0.5, "weight_decay": 0.0, "parameters": [p]}
    task2.SGD(**arguments).step()
    assert_close(p.data, [0.5], "the parameter after one step")
    wrong = [] if bad == "parameters" else -0.5
    with raises(ValueError, mention=bad, what=f"SGD with {bad} = {wrong}"):
        task2.SGD(**{**arguments, bad: wrong})


# Step 2.4: the training loop


def noisy_data(n, features, seed=0):
    """Samples and targets with an intercept and noise, so that no gradient vanishes by chance."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, features)) + 0.3
    y = x @ rng.normal(size=features) + 1.5 + 0.5 * rng.normal(size=n)
    return x, y


def descend(x, y, w, b, lr, epochs):
    """Gradient descent written out: `epochs` holds, for each epoch, the indices of each batch."""
    w, b, losses = np.array(w, dtype=float), float(b), []
    for batches in epochs:
        total = 0.0
        for batch in batches:
            error = x[batch] @ w + b - y[batch]
            total += (error**2).sum()
            w -= lr * 2 * (error @ x[batch]) / len(batch)
            b -= lr * 2 * error.mean()
        losses.append(total / sum(map(len, batches)))
    return w, b, losses


def in_order(n, size, epochs):
    """The batches of samples that are visited as they stand."""
    return [[np.arange(n)[k : k + size] for k in range(0, n, size)]] * epochs


def check_descent(model, losses, expected):
    """Compare parameters and losses with those of `descend`."""
    w, b, epoch_losses = expected
    assert_close(losses, epoch_losses, "the loss of each epoch")
    assert_close(model.w.data, w, "`w` after training")
    assert_close(model.b.data, b, "`b` after training")


@step("2.4")
def test_two_epochs_that_you_can_check_by_hand():
    """From w = b = 0 with lr 0.05, two epochs on (1, 2) and (3, 4) give the losses 10 and 1.78."""
    model = linear_model([0.0], 0.0)
    losses = task2.fit(model, np.array([[1.0], [3.0]]), np.array([2.0, 4.0]), lr=0.05, epochs=2)
    assert_close(losses, [10.0, 1.78], "the loss of each epoch, measured before its update")
    assert_close(model.w.data, [0.99], "`w`, which goes 0, 0.7, 0.99")
    assert_close(model.b.data, 0.43, "`b`, which goes 0, 0.3, 0.43")


@step("2.4")
@given(n=st.integers(1, 8), batch_size=st.integers(1, 9), epochs=st.integers(1, 3))
def test_batches_come_in_order_and_the_last_may_be_smaller(n, batch_size, epochs):
    """Without `rng`, batches follow the order of x; a batch counts by its samples in the loss."""
    x, y = noisy_data(n, 2, seed=n)
    model = linear_model([0.5, -0.5], 0.25)
    losses = task2.fit(model, x, y, lr=0.03, epochs=epochs, batch_size=batch_size)
    order = in_order(n, batch_size, epochs)
    check_descent(model, losses, descend(x, y, [0.5, -0.5], 0.25, 0.03, order))


@step("2.4")
@given(seed=st.integers(0, 1000), size=st.sampled_from([1, 3, 5, 11, None]), examples=8)
def test_every_epoch_visits_every_sample_once_in_a_new_order(seed, size):
    """With `rng`, each epoch is a new permutation: every sample once, together with its target."""
    n, epochs = 11, 3
    x, y = noisy_data(n, 2)
    model = linear_model([0.5, -0.5], 0.25)
    recorder = learner.beside("models").Recorder(model)
    losses = task2.fit(
        recorder, x, y, lr=0.03, epochs=epochs, batch_size=size, rng=learner.rng(seed)
    )
    size = size or n
    lengths = [len(batch) for batch in in_order(n, size, 1)[0]]
    seen = [len(batch) for batch in recorder.batches]
    assert seen == lengths * epochs, (
        f"{n} samples in batches of {size} make batches of {lengths}, {epochs} times; "
        f"the model was called with {seen}"
    )
    places = {tuple(row): place for place, row in enumerate(x)}
    batches = [[places[tuple(row)] for row in batch] for batch in recorder.batches]
    each = len(lengths)
    orders = [batches[k : k + each] for k in range(0, len(batches), each)]
    visits = [[place for batch in order for place in batch] for order in orders]
    for visit in visits:
        assert sorted(visit) == list(range(n)), f"an epoch visited the samples {visit}"
    if size < n:
        assert list(range(n)) not in visits, (
            "the samples came in the order of x: shuffle with `rng`"
        )
        assert visits[0] != visits[1] != visits[2], "two epochs came in one order: shuffle each"
    check_descent(model, losses, descend(x, y, [0.5, -0.5], 0.25, 0.03, orders))


@step("2.4")
def test_training_is_reproducible():
    """The same seed gives the same run, another seed another one; global random states stay put."""
    x, y = noisy_data(9, 2)
    state = learner.random_state()

    def run(seed):
        model = linear_model([0.5, -0.5], 0.25)
        rng = learner.rng(seed)
        return task2.fit(model, x, y, lr=0.05, epochs=2, batch_size=2, rng=rng), model.w.data

    (losses, w), (again, same), (_, other) = run(5), run(5), run(6)
    assert len(losses) == 2, "fit must return the loss of each epoch"
    assert_close(again, losses, "the losses of a second run with the same seed", tolerance=EXACT)
    assert_close(same, w, "`w` after a second run with the same seed", tolerance=EXACT)
    assert not np.array_equal(w, other), "two seeds gave the same run: shuffle with `rng`"
    assert learner.random_state() == state, "the global random state moved: use `rng` alone"


@step("2.4")
def test_old_gradients_are_cleared():
    """Old gradients play no part, and a second run goes on where the first ended."""
    x, y = noisy_data(7, 2)
    model = linear_model([0.5, -0.5], 0.25)
    model.w.grad, model.b.grad = np.array([100.0, 100.0]), np.array(100.0)
    first = task2.fit(model, x, y, lr=0.03, epochs=2, batch_size=3)
    second = task2.fit(model, x, y, lr=0.03, epochs=2, batch_size=3)
    expected = descend(x, y, [0.5, -0.5], 0.25, 0.03, in_order(7, 3, 4))
    check_descent(model, first + second, expected)


@step("2.4")
@given(seed=st.integers(0, 1000), examples=3)
def test_training_reaches_the_least_squares_solution(seed):
    """Full-batch descent ends at the least-squares line that linear algebra gives at once."""
    x, y = noisy_data(30, 2, seed)
    model = task2.LinearRegression(2, rng=learner.rng(seed))
    losses = task2.fit(model, x, y, lr=0.1, epochs=500)
    *w, b = np.linalg.lstsq(np.column_stack([x, np.ones(30)]), y)[0]
    assert_close(model.w.data, np.array(w), "`w`, against the least-squares solution")
    assert_close(model.b.data, b, "`b`, against the least-squares solution")
    assert_close(losses[-1], ((x @ w + b - y) ** 2).mean(), "the loss of the last epoch")


@step("2.4")
def test_fit_returns_one_float_for_each_epoch():
    """`fit` returns a list of Python floats, one an epoch; no epoch, no loss and no change."""
    x, y = noisy_data(4, 2)
    model = linear_model([0.5, -0.5], 0.25)
    losses = task2.fit(model, x, y, lr=0.01, epochs=3, batch_size=3)
    assert isinstance(losses, list), "fit must return a list"
    assert [type(loss) for loss in losses] == [float] * 3, (
        f"3 epochs give 3 Python floats, not {losses}"
    )
    before = model.w.data
    assert task2.fit(model, x, y, lr=0.01, epochs=0) == [], "no epochs must give an empty list"
    assert_close(model.w.data, before, "`w` after no epochs at all", tolerance=EXACT)


@step("2.4")
@given(x=layouts(arrays((5, 2))), y=layouts(arrays((5,))), shuffled=st.booleans(), examples=8)
def test_fit_leaves_the_data_alone(x, y, shuffled):
    """Samples and targets are not changed, shuffled or sorted in place, and nothing is printed."""
    held_x, held_y = learner.hold(x), learner.hold(y)
    model = linear_model([0.5, -0.5], 0.25)
    rng = learner.rng(0) if shuffled else None
    losses = task2.fit(model, held_x, held_y, lr=0.01, epochs=1, batch_size=5, rng=rng)
    expected = ((x @ np.array([0.5, -0.5]) + 0.25 - y) ** 2).mean()
    assert_close(losses, [expected], "the loss of the only epoch")
    assert learner.unchanged(held_x), "fit changed the array x"
    assert learner.unchanged(held_y), "fit changed the array y"
    assert learner.printed() == "", "fit should print nothing"


@step("2.4")
@pytest.mark.parametrize(
    ("problem", "rows", "targets", "batch_size"),
    [
        ("a batch size of 0", 6, (6,), 0),
        ("a batch size of -2", 6, (6,), -2),
        ("more samples than targets", 6, (5,), 2),
        ("fewer samples than targets", 5, (6,), 2),
        ("targets of shape (n, 1)", 6, (6, 1), 2),
        ("no samples", 0, (0,), None),
    ],
)
def test_fit_refuses_what_makes_no_sense(problem, rows, targets, batch_size):
    """Samples and targets that do not match, or a batch size below 1, are a ValueError."""
    model = linear_model([1.0, 2.0], 3.0)
    losses = task2.fit(model, np.ones((6, 2)), np.full(6, 4.0), lr=0.0, epochs=1, batch_size=4)
    assert_close(losses, [4.0], "the loss of the only epoch")
    with raises(ValueError, what=f"fit with {problem}"):
        task2.fit(
            model, np.ones((rows, 2)), np.ones(targets), lr=0.1, epochs=1, batch_size=batch_size
        )
