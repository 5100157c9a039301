"""Step 6.8: one epoch of training, and evaluation."""

import math

import pytest
import torch
from hypothesis import strategies as st
from torch.nn import functional as F

from kata import learner
from kata.learner import task6
from kata.testing import EXACT, FLOAT32, assert_close, given, raises, step
from kata.testing.pytorch import gradients, load, modes, no_side_effects, parameters, randomise

BOTH = pytest.mark.parametrize("name", ["train_epoch", "evaluate"])


def beside():
    return learner.beside("torch_training")


def classifier(p=0.0):
    """A model over there, in float64, and its parameters by name."""
    model = beside().classifier(p)
    return model, randomise(model)


def classify(state, x):
    """The same model here, without dropout."""
    hidden = torch.tanh(F.linear(x, state["0.weight"], state["0.bias"]))
    return F.linear(hidden, state["3.weight"], state["3.bias"])


def noisy_batches(*sizes, seed=0):
    """Batches of samples and classes with no rule behind them."""
    generator = torch.Generator().manual_seed(seed)
    return [
        (
            torch.randn(size, 3, generator=generator, dtype=torch.float64),
            torch.randint(2, (size,), generator=generator),
        )
        for size in sizes
    ]


def mean_loss(name, model, batches, **options):
    """What either function says; the optimizer leaves the parameters where they are."""
    if name == "evaluate":
        return task6.evaluate(model, batches, **options)[0]
    return task6.train_epoch(model, batches, beside().sgd(model, 0.0), **options)


def check_loss(name, model, batches, state, **options):
    """The mean loss of the classifier with these parameters, without dropout."""
    expected, _ = measured([(classify(state, x), y) for x, y in batches])
    found = mean_loss(name, model, batches, **options)
    assert_close(found, expected, f"the mean loss of {name}", tolerance=FLOAT32)


def measured(logits_and_targets):
    """The mean loss and the accuracy of all targets together."""
    logits, targets = (torch.cat(parts) for parts in zip(*logits_and_targets, strict=True))
    right = (logits.argmax(dim=-1) == targets).double().mean()
    return F.cross_entropy(logits, targets).item(), right.item()


@step("6.8")
def test_evaluation_that_you_can_check_by_hand():
    """Three targets in batches of two and one: a mean over the targets, not over the batches."""
    logits = [0.0, math.log(3.0)]  # probabilities 1/4 and 3/4
    batches = [
        (torch.tensor([logits, logits]), torch.tensor([1, 1])),
        (torch.tensor([logits]), torch.tensor([0])),
    ]
    result = task6.evaluate(beside().identity(), batches)
    assert isinstance(result, tuple) and [type(number) for number in result] == [float, float], (
        f"evaluate must return the mean loss and the accuracy, two Python floats, not {result}"
    )
    expected = (2 * math.log(4 / 3) + math.log(4)) / 3
    assert_close(result[0], expected, "the mean loss", tolerance=FLOAT32)
    assert_close(result[1], 2 / 3, "the accuracy", tolerance=FLOAT32)


@step("6.8")
def test_a_step_that_you_can_check_by_hand():
    """With all logits 0 the loss is ln 2, and a step of rate 2 moves the biases to -1 and 1."""
    start = {
        "0.weight": torch.ones(2, 3),
        "1.weight": torch.zeros(2, 3), "1.bias": torch.zeros(2),
    }  # fmt: skip
    model = beside().language_model(2)
    load(model, start)
    batch = torch.tensor([[0, 1]]), torch.tensor([[1, 1]])
    loss = task6.train_epoch(model, [batch], beside().sgd(model, 2.0))
    assert type(loss) is float, f"train_epoch must return a Python float, not {loss!r}"
    assert_close(loss, math.log(2.0), "the mean loss", tolerance=FLOAT32)
    expected = torch.tensor([-1.0, 1.0])  # p - t = ½ and -½ for both targets
    assert_close(parameters(model)["1.bias"], expected, "the bias after the step")
    model = beside().language_model(2)
    load(model, start)
    task6.train_epoch(model, [batch, batch], beside().sgd(model, 2.0))
    p = 1 / (1 + math.exp(8.0))  # after the first step the logits are -4 and 4
    what = "the bias after a second batch, whose step uses its own gradient alone"
    assert_close(parameters(model)["1.bias"], torch.tensor([-1 - 2 * p, 1 + 2 * p]), what)


@step("6.8")
@given(
    seed=st.integers(0, 1000),
    sizes=st.sampled_from([(4, 4, 3), (5,), (1, 6, 2), (3, 3)]),
    momentum=st.sampled_from([0.0, 0.5]),
    examples=6,
)
def test_training_agrees_with_a_plain_loop(seed, sizes, momentum):
    """Over two epochs losses and parameters are those of a loop that updates them by hand."""
    batches = noisy_batches(*sizes, seed=seed)
    model, state = classifier()
    optimizer = beside().sgd(model, 0.3, momentum)
    beside().set_gradients(model, 100.0)  # left over from before: not to be used
    state = {name: value.requires_grad_() for name, value in state.items()}
    velocity = dict.fromkeys(state, 0.0)
    for epoch in (1, 2):
        found = task6.train_epoch(model, batches, optimizer)
        total = 0.0
        for inputs, targets in batches:
            loss = F.cross_entropy(classify(state, inputs), targets)
            gradient = torch.autograd.grad(loss, list(state.values()))
            for g, (name, value) in zip(gradient, state.items(), strict=True):
                velocity[name] = momentum * velocity[name] + g
                value.data -= 0.3 * velocity[name]
            total += loss.item() * len(targets)
        what = f"the mean loss of epoch {epoch}, in batches of {sizes}"
        assert_close(found, total / sum(sizes), what, tolerance=FLOAT32)
        for name, value in parameters(model).items():
            what = f"`{name}` after epoch {epoch} (before the first, every .grad was 100)"
            assert_close(value, state[name].detach(), what)


@step("6.8")
@given(seed=st.integers(0, 1000), size=st.sampled_from([1, 2, 5, 7, 11]), examples=6)
def test_evaluation_does_not_depend_on_the_batches(seed, size):
    """However the samples are batched, loss and accuracy are those of all of them together."""
    ((x, y),) = noisy_batches(11, seed=seed)
    model, state = classifier()
    batches = list(zip(x.split(size), y.split(size), strict=True))
    loss, accuracy = task6.evaluate(model, batches)
    expected = measured([(classify(state, x), y)])
    assert_close(loss, expected[0], f"the mean loss in batches of {size}", tolerance=FLOAT32)
    assert_close(accuracy, expected[1], f"the accuracy in batches of {size}", tolerance=FLOAT32)


@step("6.8")
@BOTH
@pytest.mark.parametrize(("vocab_size", "length"), [(5, 3), (4, 4)])
def test_language_models_have_a_target_at_every_position(name, vocab_size, length):
    """Logits (B, T, C) go with targets (B, T), each of which counts, where T = C too."""
    model = beside().language_model(vocab_size)
    state = randomise(model)
    generator = torch.Generator().manual_seed(1)
    batches = [
        tuple(torch.randint(vocab_size, (2, size, length), generator=generator)) for size in (3, 1)
    ]
    rows = [
        (F.linear(state["0.weight"][ids], state["1.weight"], state["1.bias"]), targets)
        for ids, targets in batches
    ]
    loss, accuracy = measured([(logits.flatten(0, 1), t.flatten()) for logits, t in rows])
    what = f"of logits (B, {length}, {vocab_size})"
    found = mean_loss(name, model, batches)
    assert_close(found, loss, f"the mean loss {what}", tolerance=FLOAT32)
    if name == "evaluate":
        found = task6.evaluate(model, batches)[1]
        assert_close(found, accuracy, f"the accuracy {what}", tolerance=FLOAT32)


@step("6.8")
@BOTH
def test_any_iterable_of_batches_will_do(name):
    """A DataLoader, a list, or an iterable without a length that gives its batches once."""
    model, state = classifier()
    ((x, y),) = noisy_batches(5)
    batches = [(x[:3], y[:3]), (x[3:], y[3:])]
    expected, _ = measured([(classify(state, x), y)])
    for loader in (
        batches,
        beside().loader(list(zip(x, y, strict=True)), 3),
        beside().one_shot(batches),
    ):
        found = mean_loss(name, model, loader)
        assert_close(found, expected, f"the mean loss of {name}", tolerance=FLOAT32)


@step("6.8")
@BOTH
@pytest.mark.parametrize("before", [[True] * 5, [False] * 5, [True, False, True, False, True]])
def test_modes_are_set_and_restored(name, before):
    """Training and evaluation run in their own mode; then every module is in its old one again."""
    model, state = classifier()
    beside().set_modes(model, before)
    old = modes(model)
    recorder = learner.beside("torch_models").recorder(model)
    recorder.training = before[0]
    batches = noisy_batches(3, 2)
    check_loss(name, recorder, batches, state)
    calls = recorder.calls
    assert len(calls) == 2, f"two batches make two calls of the model, not {len(calls)}"
    for entry in calls:
        right = name == "train_epoch"
        assert set(entry["training"]) == {right}, (
            f"{name} must run the model and every module within with `training` {right}; it was "
            f"{entry['training']}"
        )
        assert entry["grad"] is right, (
            "train_epoch needs a graph" if right else "evaluate must run under torch.no_grad()"
        )
    assert modes(model) == old, f"the modes were {old} before {name}, and are {modes(model)} now"
    assert recorder.training is before[0], "the model itself was not put back into its mode"


@step("6.8")
@BOTH
def test_modes_are_restored_after_an_error(name):
    """An error on the way leaves every module in the mode in which it came, too."""
    model, state = classifier()
    good, bad = noisy_batches(3, 2)
    check_loss(name, model, [good], state)
    beside().set_modes(model, [True, False, True, False, True])
    old = modes(model)
    with raises(ValueError, what=f"{name} with targets of another shape in the second batch"):
        mean_loss(name, model, [good, (bad[0], bad[1][:, None])])
    assert modes(model) == old, f"the modes were {old} before the error, and are {modes(model)} now"
    settings = learner.beside("torch_modules").settings()
    assert settings["torch.is_grad_enabled()"], "after the error gradients must be recorded again"


@step("6.8")
def test_evaluation_leaves_no_trace():
    """Parameters, their gradients, the data and the random state stay; nothing is dropped."""
    model, state = classifier(p=0.5)
    beside().set_gradients(model, 7.0)
    batches = noisy_batches(4, 3)
    expected = measured([(classify(state, x), y) for x, y in batches])
    held = [tuple(learner.hold(part) for part in batch) for batch in batches]
    with no_side_effects(*held[0], *held[1]):
        results = [task6.evaluate(model, held) for _ in range(2)]
    for loss, accuracy in results:
        what = "of a model with dropout, in evaluation"
        assert_close(loss, expected[0], f"the mean loss {what}", tolerance=FLOAT32)
        assert_close(accuracy, expected[1], f"the accuracy {what}", tolerance=FLOAT32)
    for name, value in parameters(model).items():
        assert_close(value, state[name], f"`{name}` after evaluate", tolerance=EXACT)
        what = f"the gradient that `{name}` had before evaluate"
        assert_close(gradients(model)[name], torch.full_like(value, 7.0), what, tolerance=EXACT)


@step("6.8")
def test_training_leaves_the_data_alone():
    """Inputs and targets are not written to, nothing is printed, and no random number is drawn."""
    model, state = classifier()
    batches = noisy_batches(4, 3)
    held = [tuple(learner.hold(part) for part in batch) for batch in batches]
    with no_side_effects(*held[0], *held[1]):
        loss = mean_loss("train_epoch", model, held)
    expected, _ = measured([(classify(state, x), y) for x, y in batches])
    assert_close(loss, expected, "the mean loss, with a learning rate of 0", tolerance=FLOAT32)


@step("6.8")
def test_training_drops_and_evaluation_does_not():
    """A model with dropout computes with it in training, and without it in evaluation."""
    model, state = classifier(p=0.5)
    batches = noisy_batches(40)
    losses = [mean_loss("train_epoch", model, batches) for _ in range(2)]
    assert losses[0] != losses[1], "two epochs gave the same loss: dropout was not at work"
    check_loss("evaluate", model, batches, state)


@step("6.8")
@BOTH
@pytest.mark.parametrize("device", ["cpu", torch.device("cpu"), "meta", torch.device("meta")])
def test_batches_are_moved_to_the_device(name, device):
    """Inputs and targets go to the device that the model is on, whatever the loader gives."""
    model, state = classifier()
    batches = noisy_batches(4, 3)
    check_loss(name, model, batches, state, device="cpu")
    # PyTorch's device "meta" computes shapes without numbers. So everything works there if it is
    # all in the same place, up to the point where a number is wanted.
    model.to(device)
    wanted = ("item()", "no data")
    try:
        mean_loss(name, model, batches, device=device)
        problem = ""
    except RuntimeError as error:
        problem = "" if any(words in str(error) for words in wanted) else str(error)
    assert not problem, f"{name}(…, device={device!r}) with the model there raised: {problem}"


@step("6.8")
@BOTH
def test_a_loader_that_gives_nothing_is_refused(name):
    """Without a single batch there is no mean: a ValueError, also where nothing has a length."""
    model, state = classifier()
    batches = noisy_batches(4)
    check_loss(name, model, batches, state)
    for empty in ([], beside().one_shot([])):
        with raises(ValueError, what=f"{name} with a loader that gives no batch"):
            mean_loss(name, model, empty)


@step("6.8")
@BOTH
@pytest.mark.parametrize("shape", [(3, 2), (6,), (2, 3, 1), (2, 1), ()])
def test_targets_of_another_shape_are_refused(name, shape):
    """Targets must have the shape of the logits without the last axis: else a ValueError."""
    model = beside().language_model(4)
    state = randomise(model)
    ids, targets = torch.tensor([[0, 1, 2], [3, 0, 1]]), torch.tensor([[1, 2, 3], [0, 1, 2]])
    logits = F.linear(state["0.weight"][ids], state["1.weight"], state["1.bias"])
    expected, _ = measured([(logits.flatten(0, 1), targets.flatten())])
    found = mean_loss(name, model, [(ids, targets)])
    assert_close(found, expected, f"the mean loss of {name}", tolerance=FLOAT32)
    wrong = torch.zeros(shape, dtype=torch.int64)
    with raises(ValueError, mention=str(shape), what=f"{name} of targets of shape {shape}"):
        mean_loss(name, model, [(ids, wrong)])
