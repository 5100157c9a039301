"""Step 3.6: learning handwritten digits."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task3
from kata.testing import (
    arrays,
    assert_close,
    given,
    layouts,
    raises,
    step,
)
from kata.testing.modules import linear
from kata.testing.tensors import softmax


def small_problem(n=11, seed=0):
    """Samples and classes with no rule behind them, and the parameters of a small network."""
    rng = np.random.default_rng(seed)
    start = [rng.normal(size=shape) for shape in ((4, 3), (4,), (2, 4), (2,))]
    return rng.normal(size=(n, 3)), rng.integers(0, 2, n), start


def small_network(start):
    """3 → 4 → 2 with tanh, from these parameters."""
    w1, b1, w2, b2 = start
    return task3.Sequential(linear(w1, b1), task3.Tanh(), linear(w2, b2))


def descend(x, y, start, lr, momentum, epochs):
    """The same training in PyTorch; `epochs` holds the indices of each batch of each epoch."""
    import torch

    w1, b1, w2, b2 = parameters = [torch.tensor(value, requires_grad=True) for value in start]
    optimizer = torch.optim.SGD(parameters, lr, momentum=momentum)
    losses = []
    for batches in epochs:
        total = 0.0
        for batch in batches:
            hidden = torch.tanh(torch.tensor(x[batch]) @ w1.T + b1)
            loss = torch.nn.functional.cross_entropy(hidden @ w2.T + b2, torch.tensor(y[batch]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / len(x))
    return losses, parameters


def batches_of(recorder, x, per_epoch):
    """The indices of the samples that the model was called with: by epoch, by batch."""
    places = {tuple(row): place for place, row in enumerate(x)}
    batches = [[places[tuple(row)] for row in batch] for batch in recorder.batches]
    return [batches[k : k + per_epoch] for k in range(0, len(batches), per_epoch)]


@step("3.6")
@given(
    seed=st.integers(0, 1000),
    size=st.sampled_from([1, 4, 5, 11, 20]),
    momentum=st.sampled_from([0.0, 0.5]),
    examples=8,
)
def test_training_agrees_with_pytorch(seed, size, momentum):
    """Every epoch visits every sample once, in a new order; losses and weights are PyTorch's."""
    x, y, start = small_problem(seed=seed)
    n, epochs = len(x), 3
    model = small_network(start)
    recorder = learner.beside("models").recorder(task3.Module, model)
    losses = task3.train_classifier(
        recorder,
        x,
        y,
        lr=0.1,
        epochs=epochs,
        batch_size=size,
        rng=learner.rng(seed),
        momentum=momentum,
    )
    lengths = [min(size, n - k) for k in range(0, n, size)]
    seen = [len(batch) for batch in recorder.batches]
    assert seen == lengths * epochs, (
        f"{n} samples in batches of {size} make batches of {lengths}, {epochs} times; "
        f"the model was called with {seen}"
    )
    orders = batches_of(recorder, x, len(lengths))
    visits = [[place for batch in order for place in batch] for order in orders]
    for visit in visits:
        assert sorted(visit) == list(range(n)), f"an epoch visited the samples {visit}"
    if size < n:
        assert list(range(n)) not in visits, (
            "the samples came in the order of x: shuffle with `rng`"
        )
        assert visits[0] != visits[1] != visits[2], "two epochs came in one order: shuffle each"
    expected, parameters = descend(x, y, start, 0.1, momentum, orders)
    own = (model[0].weight, model[0].bias, model[2].weight, model[2].bias)
    names = ("layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias")
    for name, p, q in zip(names, own, parameters, strict=True):
        assert_close(p.data, q, f"`{name}` after training")
    assert_close(losses, expected, "the loss of each epoch")


@step("3.6")
@given(seed=st.integers(0, 1000), size=st.sampled_from([2, 4, 5]), examples=4)
def test_momentum_carries_on_from_batch_to_batch(seed, size):
    """In one epoch with momentum ½, every batch goes on with the velocity of the one before."""
    x, y, start = small_problem(seed=seed)
    recorder = learner.beside("models").recorder(task3.Module, small_network(start))
    losses = task3.train_classifier(
        recorder, x, y, lr=0.1, epochs=1, batch_size=size, rng=learner.rng(seed), momentum=0.5
    )
    order = batches_of(recorder, x, -(-len(x) // size))[:1]
    expected, parameters = descend(x, y, start, 0.1, 0.5, order)
    for p, q in zip(recorder.inner.parameters(), parameters, strict=True):
        assert_close(p.data, q, "a parameter after one epoch with momentum ½")
    assert_close(losses, expected, "the loss of the only epoch")


@step("3.6")
def test_training_is_reproducible_and_starts_clean():
    """The same seed gives the same run, whatever gradients were left over, and another seed not."""
    x, y, start = small_problem()
    state = learner.random_state()

    def run(seed, leftover):
        model = small_network(start)
        model[0].weight.grad = np.full((4, 3), leftover)
        rng = learner.rng(seed)
        losses = task3.train_classifier(model, x, y, lr=0.1, epochs=2, batch_size=3, rng=rng)
        return losses, model[0].weight.data

    (losses, w), (again, same), (_, other) = run(5, 0.0), run(5, 100.0), run(6, 0.0)
    assert isinstance(losses, list), "train_classifier must return a list"
    assert [type(loss) for loss in losses] == [float] * 2, f"2 epochs give 2 floats, not {losses}"
    assert_close(again, losses, "the losses of a run that starts with old gradients")
    assert_close(same, w, "the weights after a run that starts with old gradients")
    assert not np.array_equal(w, other), "two seeds gave the same run: shuffle with `rng`"
    assert learner.random_state() == state, "the global random state moved: use `rng` alone"
    assert learner.printed() == "", "train_classifier should print nothing"


@step("3.6")
@given(x=layouts(arrays((5, 3))), y=layouts(arrays((5,), low=0, high=1, dtype=np.int64)))
def test_training_leaves_the_data_alone(x, y):
    """Samples and classes are not changed, shuffled or sorted in place."""
    held_x, held_y = learner.hold(x), learner.hold(y)
    w1, b1, w2, b2 = start = small_problem()[2]
    model = small_network(start)
    losses = task3.train_classifier(
        model, held_x, held_y, lr=0.1, epochs=1, batch_size=5, rng=learner.rng(0)
    )
    p = softmax(np.tanh(x @ w1.T + b1) @ w2.T + b2)
    assert_close(losses, [-np.log(p[np.arange(5), y]).mean()], "the loss of the only epoch")
    share = task3.accuracy(model, held_x, held_y)
    assert 0 <= share <= 1, f"accuracy must lie between 0 and 1, not at {share}"
    assert learner.unchanged(held_x), "the samples were changed"
    assert learner.unchanged(held_y), "the classes were changed"


@step("3.6")
def test_training_runs_in_training_mode():
    """A model that comes in evaluation mode is trained in training mode, and stays in it."""
    x, y, start = small_problem()
    recorder = learner.beside("models").recorder(task3.Module, small_network(start))
    recorder.eval()
    losses = task3.train_classifier(
        recorder, x, y, lr=0.1, epochs=2, batch_size=6, rng=learner.rng(0)
    )
    assert len(losses) == 2, f"2 epochs give 2 losses, not {len(losses)}"
    assert recorder.modes == [(True, True)] * 4, (
        "every batch must find the model, and the modules within, in training mode; "
        f"`training` was {recorder.modes}"
    )
    assert recorder.training is True, "train_classifier must leave the model in training mode"


def identity_model(size):
    """A model whose logits are the samples themselves."""
    return task3.Sequential(linear(np.eye(size), np.zeros(size)))


@step("3.6")
def test_accuracy_that_you_can_check_by_hand():
    """Three samples of which the second is taken for the wrong class: the accuracy is 2/3."""
    scores = np.array([[0.0, 9.0], [5.0, 1.0], [-3.0, -2.0]])
    share = task3.accuracy(identity_model(2), scores, np.array([1, 1, 1]))
    assert type(share) is float, f"accuracy must return a Python float, not {share!r}"
    assert_close(share, 2 / 3, "the accuracy")


@step("3.6")
@given(
    scores_and_y=st.integers(1, 7).flatmap(
        lambda n: st.tuples(
            arrays((n, 3), distinct=True), arrays((n,), low=0, high=2, dtype=np.int64)
        )
    )
)
def test_accuracy_is_the_share_of_right_answers(scores_and_y):
    """The share of samples whose largest logit is that of their class, for any number of them."""
    scores, y = scores_and_y
    right = sum(int(row.argmax()) == c for row, c in zip(scores, y, strict=True))
    assert_close(task3.accuracy(identity_model(3), scores, y), right / len(y), "the accuracy")


@step("3.6")
def test_accuracy_runs_the_model_in_evaluation_mode():
    """Accuracy runs the model in evaluation mode."""
    x, y, start = small_problem()
    recorder = learner.beside("models").recorder(task3.Module, small_network(start))
    recorder.train()
    w1, b1, w2, b2 = start
    right = (np.tanh(x @ w1.T + b1) @ w2.T + b2).argmax(axis=1) == y
    assert_close(task3.accuracy(recorder, x, y), right.mean().item(), "the accuracy")
    assert not any(outer for outer, _ in recorder.modes), (
        "accuracy must run the model in evaluation mode"
    )


@step("3.6")
def test_accuracy_puts_every_module_in_evaluation_mode():
    """While accuracy runs the model, the modules within it are in evaluation mode too."""
    x, y, start = small_problem()
    recorder = learner.beside("models").recorder(task3.Module, small_network(start))
    recorder.train()
    check_share(task3.accuracy(recorder, x, y))
    assert not any(inner for _, inner in recorder.modes), (
        "accuracy must put the modules within the model in evaluation mode as well"
    )


def check_share(share):
    """An accuracy, whatever it is."""
    assert 0 <= share <= 1, f"accuracy must lie between 0 and 1, not at {share}"


@step("3.6")
def test_accuracy_records_no_graph():
    """Accuracy runs the model under `no_grad()`, and graphs are recorded again afterwards."""
    x, y, start = small_problem()
    network = small_network(start)
    recorder = learner.beside("models").recorder(task3.Module, network)
    check_share(task3.accuracy(recorder, x, y))
    assert set(recorder.graphs) == {False}, "accuracy must run under no_grad(): no graph is needed"
    logits = network(x)
    assert logits.requires_grad is True, "after accuracy() graphs must be recorded again"


@step("3.6")
def test_accuracy_goes_back_to_training_mode():
    """A model that came in training mode is in training mode again after accuracy."""
    check_mode_after_accuracy(True)


@step("3.6")
def test_accuracy_leaves_a_model_in_evaluation_mode():
    """A model that came in evaluation mode is in evaluation mode after accuracy."""
    check_mode_after_accuracy(False)


def check_mode_after_accuracy(mode):
    """A model that came in this mode has it afterwards, and so has the module within."""
    x, y, start = small_problem()
    network = small_network(start)
    recorder = learner.beside("models").recorder(task3.Module, network)
    recorder.train(mode)
    check_share(task3.accuracy(recorder, x, y))
    for name, module in {"the model": recorder, "a module within": network}.items():
        assert module.training is mode, f"`training` of {name} was {mode} before accuracy()"


@step("3.6")
@pytest.mark.parametrize(
    ("problem", "rows", "targets", "batch_size"),
    [
        ("a batch size of 0", 6, (6,), 0),
        ("a batch size of -2", 6, (6,), -2),
        ("more samples than classes", 6, (5,), 2),
        ("fewer samples than classes", 5, (6,), 2),
        ("classes of shape (n, 1)", 6, (6, 1), 2),
        ("no samples", 0, (0,), 2),
    ],
)
def test_training_and_accuracy_refuse_what_does_not_match(problem, rows, targets, batch_size):
    """Samples and classes that do not match, or a batch size below 1, are a ValueError."""
    model, options = identity_model(3), {"lr": 0.1, "epochs": 1, "rng": learner.rng(0)}
    zeros, classes = np.zeros((6, 3)), np.zeros(6, dtype=int)
    losses = task3.train_classifier(model, zeros, classes, batch_size=6, **options)
    assert_close(losses, [np.log(3.0)], "the loss of three classes that are equally likely")
    assert_close(task3.accuracy(model, zeros, classes), 1.0, "the accuracy after one step")
    x, y = np.zeros((rows, 3)), np.zeros(targets, dtype=int)
    with raises(ValueError, what=f"train_classifier with {problem}"):
        task3.train_classifier(model, x, y, batch_size=batch_size, **options)
    if batch_size == 2:
        with raises(ValueError, what=f"accuracy with {problem}"):
            task3.accuracy(model, x, y)


@step("3.6")
def test_network_learns_to_read_handwritten_digits():
    """A network with one hidden layer reads at least 95% of the digits it was not trained on."""
    from sklearn.datasets import load_digits

    images, digits = load_digits(return_X_y=True)  # 8 x 8 pixels, from 0 to 16
    images = images / 16
    held_out = np.arange(len(images)) % 4 == 0
    rng = learner.rng(0)
    model = task3.Sequential(
        task3.Linear(64, 48, rng=rng), task3.ReLU(), task3.Linear(48, 10, rng=rng)
    )
    x, y = learner.hold(images[~held_out]), learner.hold(digits[~held_out])
    for lr, epochs in ((0.05, 10), (0.005, 5)):  # the smaller steps settle it
        task3.train_classifier(
            model, x, y, lr=lr, epochs=epochs, batch_size=32, rng=rng, momentum=0.9
        )
    read = np.argmax(model(images[held_out]).data, axis=1)
    share = np.mean(read == digits[held_out])
    assert share >= 0.95, f"the network reads {share:.1%} of the held-out digits, 95% are asked for"
