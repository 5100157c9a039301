"""Step 7.14: the training loop of the GPT."""

import math

import pytest
import torch
from torch.nn import functional as F

from kata import learner
from kata.learner import task7_training
from kata.testing import EXACT, FLOAT32, assert_close, raises, step
from kata.testing.pytorch import gradients, modes, no_side_effects, parameters

V, D = 7, 5  # ids and features of the small language model
NEVER = math.inf  # a norm that nothing reaches


def language_model(dropout=0.0, seed=0, **options):
    """A small language model over there, in float64."""
    beside = learner.beside("training")
    return beside.language_model(V, D, dropout=dropout, seed=seed, **options).double()


def state_of(model, kind="SGD", step=0, **options):
    """A state over there of a run that trains this model."""
    optimizer = learner.beside("training").optimizer(model, kind, **options)
    return task7_training.TrainingState(model, optimizer, learner.generator(0), step=step)


def random_batch(seed, size=3, length=4):
    """Ids and targets without any rule: noise, from which every model gets gradients."""
    generator = torch.Generator().manual_seed(seed)
    ids, targets = torch.randint(V, (2, size, length), generator=generator)
    return ids, targets


def columns(*means):
    """A batch for the model `slopes`: its loss is the sum of w · mean, its gradients the means."""
    targets = torch.tensor([means], dtype=torch.float32)
    return torch.zeros_like(targets), targets


class Feed:
    """Hands out given batches one after the other, and remembers by what generator it was asked."""

    def __init__(self, batches):
        self.batches = list(batches)
        self.generators = []

    def __call__(self, *arguments):
        assert len(arguments) == 1, "`next_batch` must be called with the generator alone"
        asked = len(self.generators)
        assert asked < len(self.batches), (
            f"`next_batch` was called more than {len(self.batches)} times: a step needs "
            "`accumulation` batches, and no more"
        )
        self.generators.append(arguments[0])
        return self.batches[asked]


def rates(*table):
    """A schedule that knows the rates of these steps, and of no other."""

    def schedule(n):
        assert n in range(len(table)), (
            f"`schedule` was asked for step {n!r}: the steps of this run are 0 to {len(table) - 1}"
        )
        return table[n]

    return schedule


def loss_of(values, ids, targets):
    """The language model's loss, from the values of its parameters."""
    x = F.layer_norm(values["wte.weight"][ids], (D,), values["ln_f.weight"], values["ln_f.bias"])
    logits = F.linear(x, values["lm_head.weight"], values["lm_head.bias"])
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


def descend(values, kind, steps, table, max_norm=NEVER, **options):
    """The same training in plain PyTorch: its parameters and its records.

    `steps` holds the batches of each step, `table` its learning rate.
    """
    values = {name: value.clone().requires_grad_() for name, value in values.items()}
    optimizer = getattr(torch.optim, kind)(values.values(), **options)
    records = []
    for number, (batches, lr) in enumerate(zip(steps, table, strict=True), start=1):
        loss = torch.stack([loss_of(values, *batch) for batch in batches]).mean()
        found = torch.autograd.grad(loss, list(values.values()))
        norm = torch.cat([gradient.flatten() for gradient in found]).norm()
        for value, gradient in zip(values.values(), found, strict=True):
            value.grad = gradient * min(1.0, max_norm / norm.item())
        optimizer.param_groups[0]["lr"] = lr
        optimizer.step()
        records.append({"step": number, "loss": loss.item(), "lr": lr, "grad_norm": norm.item()})
    return {name: value.detach() for name, value in values.items()}, records


def assert_history(state, expected):
    """The records of a state are these, of plain numbers."""
    history = state.history
    assert type(history) is list and len(history) == len(expected), (
        f"the history must be a list with a record of each of {len(expected)} steps, not {history}"
    )
    for record, wanted in zip(history, expected, strict=True):
        about = f"the record of step {wanted['step']}"
        assert type(record) is dict, f"{about} must be a dict, not {record!r}"
        assert set(record) == set(wanted), (
            f"{about} must hold {sorted(wanted)}, and no more, not {sorted(record)}"
        )
        for name, value in wanted.items():
            kind = type(value)
            assert type(record[name]) is kind, (
                f"`{name}` in {about} must be a plain {kind.__name__}, not {record[name]!r}"
            )
            assert_close(record[name], value, f"`{name}` in {about}", tolerance=FLOAT32)


def assert_parameters(model, expected, what, tolerance=None):
    """The parameters of a model are these."""
    for name, value in parameters(model).items():
        assert_close(value, expected[name], f"`{name}` {what}", tolerance=tolerance)


@step("7.14")
def test_two_steps_that_you_can_check_by_hand():
    """Gradients 2 and 3, clipped to 1: w goes from 1 to 1/2 and 1/4 at the rates 0.5 and 0.25."""
    model = learner.beside("training").slopes([1.0])
    state = state_of(model)
    feed = Feed([columns(1.0), columns(3.0), columns(2.0), columns(4.0)])
    task7_training.train(
        state, feed, max_steps=2, schedule=rates(0.5, 0.25), accumulation=2, max_norm=1.0
    )
    assert_close(model.w[0], torch.tensor(0.25), "w after two steps", tolerance=FLOAT32)
    assert state.step == 2, f"`state.step` must be 2 after two steps, not {state.step}"
    expected = [
        {"step": 1, "loss": 2.0, "lr": 0.5, "grad_norm": 2.0},  # the mean of 1 · 1 and 1 · 3
        {"step": 2, "loss": 1.5, "lr": 0.25, "grad_norm": 3.0},  # the mean of ½ · 2 and ½ · 4
    ]
    assert_history(state, expected)


@step("7.14")
@pytest.mark.parametrize(
    ("means", "max_norm", "taken"),
    [
        ((3.0, 4.0), 1.0, (0.6, 0.8)),
        ((3.0, 4.0), 2.5, (1.5, 2.0)),
        ((-3.0, 4.0), 5.5, (-3.0, 4.0)),
        ((0.003, 0.004), 1.0, (0.003, 0.004)),
        ((0.0, 8.0), 1.0, (0.0, 1.0)),
    ],
)
def test_clipping_looks_at_all_gradients_together(means, max_norm, taken):
    """Gradients 3 and 4 have the norm 5: at most 1 allowed leaves 0.6 and 0.8; small ones stay."""
    model = learner.beside("training").slopes([1.0, 1.0])
    state = state_of(model)
    feed = Feed([columns(*means)])
    task7_training.train(state, feed, max_steps=1, schedule=rates(1.0), max_norm=max_norm)
    for k in range(2):
        what = f"the step of parameter {k} with gradients {means} and max_norm = {max_norm}"
        step = 1.0 - model.w[k].item()
        assert_close(step, taken[k], what, tolerance=FLOAT32)
    norm = math.hypot(*means)
    what = "`grad_norm`, the norm before the gradients are scaled"
    assert_close(state.history[0]["grad_norm"], norm, what, tolerance=FLOAT32)


@step("7.14")
def test_clipping_keeps_the_direction():
    """A matrix alone goes lr · max_norm against its gradient: all its elements are scaled alike."""
    model = language_model()
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name == "lm_head.weight"
    values, batch = parameters(model), random_batch(1)
    weight = values["lm_head.weight"].clone().requires_grad_()
    loss_of(values | {"lm_head.weight": weight}, *batch).backward()
    expected = values["lm_head.weight"] - 0.5 * 0.01 * weight.grad / weight.grad.norm()
    state = state_of(model)
    task7_training.train(state, Feed([batch]), max_steps=1, schedule=rates(0.5), max_norm=0.01)
    what = "`lm_head.weight` after a step of length 0.5 · 0.01 against its gradient"
    assert_close(model.lm_head.weight, expected, what, tolerance=FLOAT32)


@step("7.14")
def test_the_sum_is_clipped_and_not_its_parts():
    """With accumulation the norm is that of the mean gradient, once all batches are in."""
    model = learner.beside("training").slopes([1.0])
    state = state_of(model)
    batches = [columns(8.0), columns(-7.0)]  # either alone would be clipped; their mean is 0.5
    options = {"schedule": rates(1.0), "accumulation": 2, "max_norm": 2.0}
    task7_training.train(state, Feed(batches), max_steps=1, **options)
    assert_close(model.w[0].item(), 0.5, "w after a step with the gradient 0.5", tolerance=FLOAT32)
    assert_history(state, [{"step": 1, "loss": 0.5, "lr": 1.0, "grad_norm": 0.5}])


@step("7.14")
@pytest.mark.parametrize("accumulation", [1, 3])
@pytest.mark.parametrize("max_norm", [NEVER, 0.05])
@pytest.mark.parametrize(
    ("kind", "options"), [("SGD", {"momentum": 0.5}), ("AdamW", {"weight_decay": 0.1})]
)
def test_three_steps_agree_with_pytorch(kind, options, max_norm, accumulation):
    """On noise, whatever the optimizer, parameters and records are those of plain PyTorch."""
    model, table = language_model(), (0.5, 0.1, 0.3)
    start = parameters(model)
    state = state_of(model, kind, **options)
    steps = [[random_batch(10 * n + k, size=2 + n) for k in range(accumulation)] for n in range(3)]
    feed = Feed([batch for batches in steps for batch in batches])
    task7_training.train(
        state,
        feed,
        max_steps=3,
        schedule=rates(*table),
        accumulation=accumulation,
        max_norm=max_norm,
    )
    expected, records = descend(start, kind, steps, table, max_norm, **options)
    clipped = FLOAT32 if max_norm < NEVER else None  # PyTorch adds 1e-6 to the norm: so may you
    assert_parameters(model, expected, "after three steps", tolerance=clipped)
    assert_history(state, records)


@step("7.14")
@pytest.mark.parametrize("parts", [2, 3, 6])
def test_accumulation_is_equal_to_a_large_batch(parts):
    """k batches of one size train like one batch k times as large, within rounding."""
    whole = [random_batch(n, size=6) for n in range(3)]
    pieces = [
        list(zip(ids.chunk(parts), targets.chunk(parts), strict=True)) for ids, targets in whole
    ]
    runs = []
    for steps in ([[batch] for batch in whole], pieces):
        model = language_model()
        start = parameters(model)
        state = state_of(model, momentum=0.9)
        task7_training.train(
            state,
            Feed([batch for batches in steps for batch in batches]),
            max_steps=3,
            schedule=rates(0.5, 0.5, 0.5),
            accumulation=len(steps[0]),
            max_norm=NEVER,
        )
        runs.append(parameters(model))
        expected, records = descend(start, "SGD", [[b] for b in whole], [0.5] * 3, momentum=0.9)
        assert_history(state, records)
    for name, value in expected.items():
        assert_close(runs[0][name], value, f"`{name}` after three steps on batches of 6")
        what = f"`{name}` after three steps on {parts} batches of {6 // parts} each"
        assert_close(runs[1][name], value, what)


@step("7.14")
def test_batches_of_unequal_size_count_alike():
    """The gradient is that of the mean of the losses, also where one batch is smaller."""
    model = language_model()
    start = parameters(model)
    state = state_of(model)
    steps = [[random_batch(1, size=5), random_batch(2, size=1)]]
    options = {"schedule": rates(0.5), "accumulation": 2, "max_norm": NEVER}
    task7_training.train(state, Feed(steps[0]), max_steps=1, **options)
    expected, records = descend(start, "SGD", steps, [0.5])
    assert_parameters(model, expected, "after a step on batches of 5 and 1 sequences")
    assert_history(state, records)


@step("7.14")
def test_every_step_starts_with_clean_gradients():
    """Neither gradients from before the run nor those of the last step are added to."""
    model = learner.beside("training").slopes([1.0, 2.0])
    state = state_of(model)
    model.w[0].grad = torch.tensor(100.0)
    feed = Feed([columns(0.25, 0.5)] * 3)
    task7_training.train(state, feed, max_steps=3, schedule=rates(1.0, 1.0, 1.0))
    what = "after three steps with the same gradient"
    assert_close(model.w[0].item(), 1.0 - 3 * 0.25, f"w₀ {what}", tolerance=FLOAT32)
    assert_close(model.w[1].item(), 2.0 - 3 * 0.5, f"w₁ {what}", tolerance=FLOAT32)


@step("7.14")
def test_frozen_parameters_are_in_nobodys_way():
    """A parameter that requires no gradient has none to clip, and stays as it is."""
    model = language_model()
    model.wte.weight.requires_grad = False
    start = parameters(model)
    state = state_of(model)
    batches = [random_batch(n) for n in range(2)]
    feed = Feed(batches)
    task7_training.train(state, feed, max_steps=2, schedule=rates(0.5, 0.5), max_norm=NEVER)
    after = parameters(model)
    what = "`wte.weight`, which is frozen"
    assert_close(after["wte.weight"], start["wte.weight"], what, tolerance=EXACT)
    first = {name: value.clone().requires_grad_() for name, value in start.items()}
    loss_of(first, *batches[0]).backward()
    squares = [first[name].grad.square().sum() for name in first if name != "wte.weight"]
    what = "`grad_norm` of the parameters that are trained"
    norm = torch.stack(squares).sum().sqrt().item()
    assert_close(state.history[0]["grad_norm"], norm, what, tolerance=FLOAT32)


@step("7.14")
def test_the_schedule_sets_the_rate_of_every_group():
    """`schedule` is asked for 0, 1, 2, …; all groups of the optimizer get the rate in time."""
    asked, seen = [], []
    model = language_model()
    start = parameters(model)
    state = state_of(model)
    table = (0.5, 0.25, 0.125)

    def schedule(n):
        asked.append(n)
        return table[n]

    def look(state):
        seen.append([group["lr"] for group in state.optimizer.param_groups])

    batches = [random_batch(n) for n in range(3)]
    task7_training.train(
        state, Feed(batches), max_steps=3, schedule=schedule, max_norm=NEVER, on_step=look
    )
    assert asked == [0, 1, 2], f"`schedule` must be asked for the steps 0, 1, 2, not {asked}"
    expected = [[lr, lr] for lr in table]
    assert seen == expected, f"the rates of both groups must be {expected}, not {seen}"
    values, records = descend(start, "SGD", [[batch] for batch in batches], table)
    assert_parameters(model, values, "after three steps")
    assert_history(state, records)


@step("7.14")
def test_batches_come_from_the_generator_of_the_state():
    """`next_batch` is called with `state.generator`, `accumulation` times a step."""
    state = state_of(language_model())
    feed = Feed([random_batch(n) for n in range(6)])
    task7_training.train(state, feed, max_steps=2, schedule=rates(0.1, 0.1), accumulation=3)
    assert len(feed.generators) == 6, (
        f"2 steps of 3 batches each need 6 batches; `next_batch` was called {len(feed.generators)} "
        "times"
    )
    generator = state.generator
    assert all(given is generator for given in feed.generators), (
        "`next_batch` must be called with `state.generator`, the very object"
    )


@step("7.14")
def test_a_run_in_two_parts_is_the_run_in_one():
    """Training to step 3 and then to step 5 is training to step 5, bit for bit, despite dropout."""
    beside, runs = learner.beside("training"), []
    for ends in ([5], [3, 5]):
        model = language_model(dropout=0.3)
        state = state_of(model, "AdamW")
        beside.seed(8)
        for end in ends:
            task7_training.train(
                state,
                beside.random_batch,
                max_steps=end,
                schedule=rates(0.1, 0.2, 0.3, 0.2, 0.1),
                accumulation=2,
            )
        runs.append((parameters(model), state.history))
    (one, history), (two, other) = runs
    assert [record["step"] for record in history] == [1, 2, 3, 4, 5], (
        f"five steps have the records 1 to 5, not {[record['step'] for record in history]}"
    )
    assert other == history, f"the records in two parts are {other}, and in one {history}"
    for name, value in one.items():
        assert_close(two[name], value, f"`{name}` after a run in two parts", tolerance=EXACT)


@step("7.14")
def test_evaluation_loss_that_you_can_check_by_hand():
    """Probabilities ¾ and ¼: one target with ¾ and three with ¼ have the loss ln 4 - ¼ ln 3."""
    model = learner.beside("training").language_model(2, 3)
    model.lm_head.weight.data = torch.zeros(2, 3)
    model.lm_head.bias.data = torch.tensor([math.log(3.0), 0.0])
    ids = torch.zeros(1, 3, dtype=torch.int64)
    batches = [(ids[:, :1], torch.tensor([[0]])), (ids, torch.tensor([[1, 1, 1]]))]
    loss = task7_training.evaluation_loss(model, batches)
    expected = math.log(4.0) - math.log(3.0) / 4  # (ln 4/3 + 3 ln 4) / 4
    assert_close(loss, expected, "the loss of four targets in two batches", tolerance=FLOAT32)
    assert type(loss) is float, f"evaluation_loss must return a Python float, not {loss!r}"


@step("7.14")
@pytest.mark.parametrize("sizes", [(1,), (3, 3), (4, 1), (1, 2, 5)])
def test_every_target_counts_alike_in_the_evaluation(sizes):
    """The mean over all targets is the loss of all batches in one, whatever their sizes."""
    model = language_model(dropout=0.9)
    values = parameters(model)
    batches = [random_batch(k, size=size) for k, size in enumerate(sizes)]
    ids, targets = map(torch.cat, zip(*batches, strict=True))
    expected = loss_of(values, ids, targets).item()
    what = f"the loss of batches of {sizes} sequences, without dropout"
    assert_close(task7_training.evaluation_loss(model, batches), expected, what, tolerance=FLOAT32)
    once = learner.beside("training").each_once(batches)
    what = "the loss of batches that can be gone through only once"
    assert_close(task7_training.evaluation_loss(model, once), expected, what, tolerance=FLOAT32)


@step("7.14")
@pytest.mark.parametrize(
    ("first", "last", "every", "at"),
    [
        (0, 5, 2, (2, 4, 5)),
        (0, 4, 2, (2, 4)),
        (0, 3, 100, (3,)),
        (0, 3, 1, (1, 2, 3)),
        (3, 7, 3, (6, 7)),
    ],
)
def test_evaluation_comes_every_few_steps_and_at_the_end(first, last, every, at):
    """`eval_loss` stands in the records of every `eval_every`-th step and of the last, no other."""
    model, table = language_model(), [0.5] * last
    start = parameters(model)
    state = state_of(model, step=first)
    batches = [random_batch(n) for n in range(last - first)]
    held_out = [random_batch(50, size=4), random_batch(51, size=1)]
    task7_training.train(
        state,
        Feed(batches),
        max_steps=last,
        schedule=rates(*table),
        max_norm=NEVER,
        eval_batches=held_out,
        eval_every=every,
    )
    evaluated = tuple(record["step"] for record in state.history if "eval_loss" in record)
    assert evaluated == at, (
        f"from step {first} to {last} with eval_every = {every} the evaluations come after the "
        f"steps {at}, not {evaluated}"
    )
    ids, targets = map(torch.cat, zip(*held_out, strict=True))
    for record in state.history:
        if "eval_loss" in record:
            steps = [[batch] for batch in batches[: record["step"] - first]]
            values, _ = descend(start, "SGD", steps, table[: len(steps)])
            loss = loss_of(values, ids, targets).item()
            what = f"`eval_loss` of the model as it is after step {record['step']}"
            assert_close(record["eval_loss"], loss, what, tolerance=FLOAT32)
            assert type(record["eval_loss"]) is float, "`eval_loss` must be a plain float"


@step("7.14")
def test_without_batches_to_evaluate_on_there_is_no_evaluation():
    """A run without `eval_batches` has records without `eval_loss`."""
    model = language_model()
    start = parameters(model)
    state = state_of(model)
    batches = [random_batch(n) for n in range(2)]
    options = {"schedule": rates(0.5, 0.5), "max_norm": NEVER, "eval_every": 1}
    task7_training.train(state, Feed(batches), max_steps=2, eval_batches=[], **options)
    _, records = descend(start, "SGD", [[batch] for batch in batches], [0.5, 0.5])
    assert_history(state, records)


@step("7.14")
@pytest.mark.parametrize("always", [False, True])
def test_evaluation_leaves_no_trace_on_the_run(always):
    """A run with evaluations gives the parameters of one without, bit for bit, despite dropout."""
    beside, runs = learner.beside("training"), []
    for held_out in ([], [random_batch(50), random_batch(51)]):
        model = language_model(dropout=0.4, always=always)
        start = parameters(model)
        state = state_of(model, "AdamW")
        beside.seed(3)
        task7_training.train(
            state,
            beside.random_batch,
            max_steps=4,
            schedule=rates(*[0.1] * 4),
            eval_batches=held_out,
            eval_every=1,
        )
        runs.append((parameters(model), learner.random_state()))
        count = sum("eval_loss" in record for record in state.history)
        assert count == (4 if held_out else 0), f"4 steps have {count} evaluations"
    for name, value in runs[0][0].items():
        what = f"`{name}` after a run with evaluations, and after one without"
        assert_close(runs[1][0][name], value, what, tolerance=EXACT)
        assert not torch.equal(value, start[name]), f"`{name}` has not moved in four steps"
    assert runs[0][1] == runs[1][1], (
        "the global random state differs after a run with evaluations: put it back as it was"
    )


@step("7.14")
def test_on_step_is_called_after_every_step():
    """It gets the state itself, when the step is counted, taken and recorded."""
    seen = []
    model = learner.beside("training").slopes([1.0])
    state = state_of(model)

    def look(given):
        assert given is state, "`on_step` must be called with the state, the very object"
        seen.append((given.step, len(given.history), model.w[0].item()))

    options = {"schedule": rates(0.5, 0.25), "on_step": look}
    task7_training.train(state, Feed([columns(1.0)] * 2), max_steps=2, **options)
    expected = [(1, 1, 0.5), (2, 2, 0.25)]
    assert_close(seen, expected, "step, records and w at each call of `on_step`", tolerance=FLOAT32)


@step("7.14")
def test_an_error_in_on_step_stops_the_run_and_it_can_go_on():
    """The error comes out of `train`; the state is that after the step, and training continues."""
    beside = learner.beside("training")
    model = language_model()
    start = parameters(model)
    state = state_of(model, momentum=0.5)
    batches = [random_batch(n) for n in range(4)]
    feed, table = Feed(batches), (0.5, 0.1, 0.3, 0.2)
    options = {"max_steps": 4, "schedule": rates(*table), "max_norm": NEVER}
    with raises(InterruptedError, mention="after step 2", what="train, stopped by `on_step`"):
        task7_training.train(state, feed, on_step=beside.stopping(2), **options)
    assert state.step == 2, f"`state.step` must be 2 after two steps, not {state.step}"
    task7_training.train(state, feed, **options)
    steps = [[batch] for batch in batches]
    expected, records = descend(start, "SGD", steps, table, momentum=0.5)
    assert_parameters(model, expected, "after four steps with a stop between them")
    assert_history(state, records)


@step("7.14")
@pytest.mark.parametrize("end", [2, 1, 0])
def test_a_state_that_is_there_already_is_left_as_it_is(end):
    """With `max_steps` reached or passed nothing is called, drawn or changed."""
    model = language_model()
    state = state_of(model)
    task7_training.train(
        state, Feed([random_batch(n) for n in range(2)]), max_steps=2, schedule=rates(0.5, 0.5)
    )
    assert state.step == 2, f"`state.step` must be 2 after two steps, not {state.step}"
    before, history = parameters(model), state.history
    model.eval()

    def never(*arguments):
        raise AssertionError(f"there is no step left to take: step 2 of {end} is done")

    task7_training.train(
        state, never, max_steps=end, schedule=never, eval_batches=[random_batch(9)], on_step=never
    )
    assert_parameters(model, before, "after no further step", tolerance=EXACT)
    assert (state.step, state.history) == (2, history), "step or history changed without a step"
    assert model.training is False, "the model's mode changed without a step"


@step("7.14")
def test_steps_run_in_training_mode():
    """The model is in training mode in every step, though it came, or was left, in another."""
    model = learner.beside("torch_models").recorder(language_model())
    state = state_of(model)
    model.eval()
    task7_training.train(
        state,
        Feed([random_batch(n) for n in range(3)]),
        max_steps=3,
        schedule=rates(0.5, 0.5, 0.5),
        eval_batches=[random_batch(9)],
        eval_every=2,
        on_step=lambda state: state.model.eval(),
    )
    found = [(all(call["training"]), any(call["training"]), call["grad"]) for call in model.calls]
    training, evaluation = (True, True, True), (False, False, False)
    expected = [training, training, evaluation, training, evaluation]
    assert len(found) == 5, f"3 steps and 2 evaluations call the model 5 times, not {len(found)}"
    for number, (one, wanted) in enumerate(zip(found, expected, strict=True), start=1):
        kind = "training" if wanted == training else "evaluation"
        assert one == wanted, (
            f"call {number} of the model is one of {kind}: it must find the model, with every "
            f"module inside, in {kind} mode, with graphs recorded in training only"
        )


@step("7.14")
def test_training_is_quiet():
    """Nothing is printed, and without dropout no global random number is drawn."""
    model = language_model()
    start = parameters(model)
    state = state_of(model)
    batches, held_out = [random_batch(n) for n in range(2)], [random_batch(7)]
    options = {"schedule": rates(0.5, 0.5), "max_norm": NEVER, "eval_batches": held_out}
    with no_side_effects():
        task7_training.train(state, Feed(batches), max_steps=2, **options)
    expected, _ = descend(start, "SGD", [[batch] for batch in batches], [0.5, 0.5])
    assert_parameters(model, expected, "after two steps")


@step("7.14")
@pytest.mark.parametrize("training", [True, False])
def test_evaluation_puts_everything_back(training):
    """No dropout and no graph inside; mode, gradients and random state are as before."""
    model = language_model(dropout=0.5)
    recorder = learner.beside("torch_models").recorder(model)
    recorder.train(training)
    batches = [random_batch(k) for k in range(2)]
    expected = loss_of(parameters(model), *map(torch.cat, zip(*batches, strict=True))).item()
    with no_side_effects():
        loss = task7_training.evaluation_loss(recorder, batches)
    assert_close(loss, expected, "the loss of two batches", tolerance=FLOAT32)
    for call in recorder.calls:
        assert not any(call["training"]), "the model must be evaluated in evaluation mode"
        assert not call["grad"], "the model must be evaluated without recording a graph"
    assert set(modes(recorder).values()) == {training}, (
        f"`training` was {training} before the evaluation, so it must be afterwards"
    )
    assert set(gradients(model).values()) == {None}, "an evaluation must leave no gradients"


@step("7.14")
def test_an_evaluation_does_not_switch_dropout_on():
    """A model that was in evaluation mode before is in it afterwards."""
    model = language_model(dropout=0.5)
    model.eval()
    batch = random_batch(0)
    expected = loss_of(parameters(model), *batch).item()
    loss = task7_training.evaluation_loss(model, [batch])
    assert_close(loss, expected, "the loss of a batch", tolerance=FLOAT32)
    assert model.training is False, "the model was in evaluation mode, and is in training mode now"


@step("7.14")
def test_evaluation_keeps_the_random_state_of_a_model_that_draws():
    """A model that draws even in evaluation mode leaves the global random state as it was."""
    drawing = language_model(dropout=0.5, always=True)
    quiet = language_model()
    batches = [random_batch(k) for k in range(2)]
    expected = loss_of(parameters(quiet), *map(torch.cat, zip(*batches, strict=True))).item()
    loss = task7_training.evaluation_loss(quiet, batches)
    assert_close(loss, expected, "the loss of a model that draws nothing", tolerance=FLOAT32)
    with no_side_effects():
        loss = task7_training.evaluation_loss(drawing, batches)
    assert loss > 0 and abs(loss - expected) > 1e-4, "this model drops half of its features"


@step("7.14")
@pytest.mark.parametrize("training", [True, False])
def test_evaluation_needs_a_batch(training):
    """Without any batch there is no mean: a ValueError, and the mode is kept."""
    model = language_model()
    model.train(training)
    batch = random_batch(0)
    expected = loss_of(parameters(model), *batch).item()
    loss = task7_training.evaluation_loss(model, [batch])
    assert_close(loss, expected, "the loss of a batch", tolerance=FLOAT32)
    with raises(ValueError, what="evaluation_loss without batches"):
        task7_training.evaluation_loss(model, [])
    assert model.training is training, f"`training` was {training} before the evaluation"


@step("7.14")
def test_a_tiny_language_model_learns():
    """A text in which most ids follow from the one before: the loss falls from 1.95 below 0.8."""
    generator = torch.Generator().manual_seed(0)
    surprises = torch.rand(3000, generator=generator) < 0.1
    draws = torch.randint(V, (3000,), generator=generator)
    text = [0]
    for surprise, draw in zip(surprises.tolist(), draws.tolist(), strict=True):
        text.append(draw if surprise else (3 * text[-1] + 1) % V)
    tokens = torch.tensor(text)
    seen, held_out = tokens[:2000], tokens[2000:]
    beside = learner.beside("training")
    model = language_model(dropout=0.1)
    state = state_of(model, "AdamW")
    beside.seed(1)
    task7_training.train(
        state,
        beside.windows_of(seen, 8, 16),
        max_steps=40,
        schedule=lambda n: 0.05,
        accumulation=2,
    )
    ids, targets = held_out[:-1].unsqueeze(0), held_out[1:].unsqueeze(0)
    loss = loss_of(parameters(model), ids, targets).item()
    assert loss < 0.8, (
        f"after 40 steps the loss on text that was not trained on is {loss:.3f}; 1.95 is guessing, "
        "and a loop that learns gets below 0.8"
    )
