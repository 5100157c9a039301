"""Step 2.4: the training loop."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task2
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    given,
    layouts,
    raises,
    step,
)
from kata.testing.modules import linear_model


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
    assert_close(model.w.data, w, "`w` after training")
    assert_close(model.b.data, b, "`b` after training")
    assert_close(losses, epoch_losses, "the loss of each epoch")


@step("2.4")
def test_two_epochs_that_you_can_check_by_hand():
    """From w = b = 0 with lr 0.05, two epochs on (1, 2) and (3, 4) give the losses 10 and 1.78."""
    model = linear_model([0.0], 0.0)
    losses = task2.fit(model, np.array([[1.0], [3.0]]), np.array([2.0, 4.0]), lr=0.05, epochs=2)
    assert_close(losses, [10.0, 1.78], "the loss of each epoch, measured before its update")
    assert_close(model.w.data, [0.99], "`w`, which goes 0, 0.7, 0.99")
    assert_close(model.b.data, 0.43, "`b`, which goes 0, 0.3, 0.43")


@step("2.4")
def test_two_batches_that_you_can_check_by_hand():
    """With batches of one sample, an epoch on (1, 2) and (3, 4) makes two updates of its own."""
    model, x, y = linear_model([0.0], 0.0), np.array([[1.0], [3.0]]), np.array([2.0, 4.0])
    losses = task2.fit(model, x, y, lr=0.05, epochs=1, batch_size=1)
    assert_close(
        losses, [7.12], "the loss of the epoch: (4 + 10.24) / 2, each batch before its own update"
    )
    assert_close(model.w.data, [1.16], "`w`, which goes 0, 0.2, 1.16 in two batches of one sample")
    assert_close(model.b.data, 0.52, "`b`, which goes 0, 0.2, 0.52 in two batches of one sample")


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
    # The flattest of these data have a curvature of 0.42: 1e-19 of the way is left at the end.
    losses = task2.fit(model, x, y, lr=0.2, epochs=500)
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
        ("no samples, two at a time", 0, (0,), 2),
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
