"""Step 7.13: the optimizer, AdamW."""

import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_training
from kata.testing import EXACT, FLOAT32, assert_close, given, step
from kata.testing.pytorch import no_side_effects, parameters

SHAPES = {"scalar": (), "bias": (3,), "matrix": (2, 3), "one_row": (1, 4), "stack": (2, 3, 2)}


def numbers(shape, seed=0, dtype=torch.float64):
    """Numbers of either sign and different size, none near 0."""
    generator = torch.Generator().manual_seed(seed)
    size = 0.5 + torch.rand(shape, generator=generator, dtype=torch.float64)
    sign = torch.randint(2, shape, generator=generator) * 2 - 1
    return (size * sign).to(dtype)


def model_of(values):
    """A model over there with these parameters."""
    return learner.beside("training").parts(values)


def descend(optimizer, model, gradients):
    """The parameters after a step with each of these sets of gradients."""
    learner.beside("training").descend(optimizer, model, gradients)
    return parameters(model)


def adamw(value, gradients, *, lr, decay, betas=(0.9, 0.95)):
    """Algorithm 2 of the paper for one parameter: where it is after these gradients."""
    m, v = torch.zeros_like(value), torch.zeros_like(value)
    for t, g in enumerate(gradients, start=1):
        m = betas[0] * m + (1 - betas[0]) * g
        v = betas[1] * v + (1 - betas[1]) * g**2
        update = (m / (1 - betas[0] ** t)) / ((v / (1 - betas[1] ** t)).sqrt() + 1e-8)
        value = value - lr * update - lr * decay * value
    return value


@step("7.13")
def test_a_step_that_you_can_check_by_hand():
    """The first step goes lr = 0.1 against each gradient's sign; 5% of each matrix is taken off."""
    values = {"matrix": torch.tensor([[1.0, -2.0]]), "bias": torch.tensor([3.0])}
    model = model_of(values)
    optimizer = task7_training.make_optimizer(model, lr=0.1, weight_decay=0.5)
    gradients = {"matrix": torch.tensor([[4.0, -0.5]]), "bias": torch.tensor([2.0])}
    after = descend(optimizer, model, [gradients])
    what = "`matrix` after one step: w - 0.1 · 0.5 · w - 0.1 · sign(gradient)"
    assert_close(after["matrix"], torch.tensor([[0.85, -1.8]]), what)
    what = "`bias` after one step: b - 0.1 · sign(gradient), without decay"
    assert_close(after["bias"], torch.tensor([2.9]), what)


@step("7.13")
@pytest.mark.parametrize("name", SHAPES)
def test_decay_falls_on_matrices_alone(name):
    """Parameters of two or more axes decay, those of one or none do not; each is there once."""
    values = {other: numbers(shape) for other, shape in SHAPES.items()}
    model = model_of(values)
    optimizer = task7_training.make_optimizer(model, lr=0.1, weight_decay=0.25)
    decays = learner.beside("training").weight_decays(optimizer, model)
    assert None not in decays, "the optimizer holds parameters that are not the model's"
    assert len(decays[name]) == 1, (
        f"the optimizer must hold `{name}`, shape {SHAPES[name]}, once, not {len(decays[name])} "
        "times"
    )
    expected = 0.25 if len(SHAPES[name]) >= 2 else 0.0
    assert_close(decays[name], [expected], f"weight decay of `{name}`, shape {SHAPES[name]}")


@step("7.13")
def test_embeddings_decay_and_normalisations_do_not():
    """In a language model the weights of embedding and head decay; gains, shifts and biases not."""
    model = learner.beside("training").language_model(7, 5)
    optimizer = task7_training.make_optimizer(model, lr=0.1)
    decays = learner.beside("training").weight_decays(optimizer, model)
    expected = {"wte.weight": 0.1, "lm_head.weight": 0.1}
    for name, value in parameters(model).items():
        what = f"the weight decay of `{name}`, shape {tuple(value.shape)}"
        assert_close(decays[name], [expected.get(name, 0.0)], what)


@step("7.13")
def test_without_a_gradient_only_decay_is_left():
    """A step with zero gradients multiplies a matrix by 1 - lr · weight_decay; a bias stays."""
    values = {name: numbers(shape) for name, shape in SHAPES.items()}
    model = model_of(values)
    optimizer = task7_training.make_optimizer(model, lr=0.5, weight_decay=0.25)
    zeros = {name: torch.zeros(shape, dtype=torch.float64) for name, shape in SHAPES.items()}
    after = descend(optimizer, model, [zeros])
    for name, value in values.items():
        decay = 0.25 if value.ndim >= 2 else 0.0
        what = f"`{name}`, shape {SHAPES[name]}, after a step with a gradient of zeros"
        assert_close(after[name], value * (1 - 0.5 * decay), what)


@step("7.13")
@given(
    lr=st.sampled_from([0.01, 0.1]),
    decay=st.sampled_from([0.0, 0.1, 0.5]),
    betas=st.sampled_from([(0.9, 0.95), (0.9, 0.999), (0.5, 0.8), (0.0, 0.9)]),
    seed=st.integers(0, 100),
    examples=8,
)
def test_steps_follow_the_formula(lr, decay, betas, seed):
    """Three steps are those of the paper in float64: the decay is apart from the gradient."""
    values = {name: numbers(shape, seed) for name, shape in SHAPES.items()}
    model = model_of(values)
    optimizer = task7_training.make_optimizer(model, lr=lr, weight_decay=decay, betas=betas)
    gradients = [
        {name: 10.0**-k * numbers(shape, seed + k) for name, shape in SHAPES.items()}
        for k in range(1, 4)
    ]
    after = descend(optimizer, model, gradients)
    for name, value in values.items():
        own = decay if value.ndim >= 2 else 0.0
        expected = adamw(value, [g[name] for g in gradients], lr=lr, decay=own, betas=betas)
        assert_close(after[name], expected, f"`{name}`, shape {SHAPES[name]}, after three steps")


@step("7.13")
def test_decay_and_betas_have_defaults():
    """Unless told, weight_decay is 0.1 and betas are (0.9, 0.95)."""
    value = numbers((2, 3))
    model = model_of({"matrix": value})
    gradients = [numbers((2, 3), seed) for seed in (1, 2, 3)]
    optimizer = task7_training.make_optimizer(model, lr=0.1)
    after = descend(optimizer, model, [{"matrix": g} for g in gradients])
    expected = adamw(value, gradients, lr=0.1, decay=0.1, betas=(0.9, 0.95))
    assert_close(after["matrix"], expected, "`matrix` after three steps with the defaults")


@step("7.13")
def test_a_tied_parameter_is_there_once():
    """A weight that is embedding and head at once is one parameter, and takes one step."""
    beside = learner.beside("training")
    model = beside.language_model(7, 5, tied=True)
    optimizer = task7_training.make_optimizer(model, lr=0.1, weight_decay=0.5)
    decays = beside.weight_decays(optimizer, model)
    assert decays.get("wte.weight") == [0.5], (
        f"the tied weight must be in one group, once, with decay 0.5, not {decays['wte.weight']}"
    )
    before = parameters(model)
    gradients = {name: numbers(value.shape, 3, value.dtype) for name, value in before.items()}
    after = descend(optimizer, model, [gradients])
    for name, value in before.items():
        own = 0.5 if value.ndim >= 2 else 0.0
        expected = adamw(value, [gradients[name]], lr=0.1, decay=own)
        assert_close(after[name], expected, f"`{name}` of a tied model after one step")


@step("7.13")
def test_frozen_parameters_are_left_out():
    """A parameter that requires no gradient is in no group, and no step moves it."""
    values = {name: numbers(shape) for name, shape in SHAPES.items()}
    model = model_of(values)
    for name in ("matrix", "bias"):
        getattr(model, name).requires_grad = False
    optimizer = task7_training.make_optimizer(model, lr=0.1, weight_decay=0.25)
    decays = learner.beside("training").weight_decays(optimizer, model)
    held = {name for name, groups in decays.items() if groups}
    assert held == {"scalar", "one_row", "stack"}, (
        f"`matrix` and `bias` are frozen; the optimizer must hold the others, not {sorted(held)}"
    )
    gradients = [{name: numbers(shape, 5) for name, shape in SHAPES.items()}]
    after = descend(optimizer, model, gradients)
    for name in ("matrix", "bias"):
        assert_close(after[name], values[name], f"`{name}`, which is frozen", tolerance=EXACT)
    expected = adamw(values["stack"], [gradients[0]["stack"]], lr=0.1, decay=0.25)
    assert_close(after["stack"], expected, "`stack`, which is not, after one step")


@step("7.13")
@pytest.mark.parametrize("shapes", [{"weight": (3, 2)}, {"gain": (4,), "shift": (4,)}])
def test_a_model_may_have_only_one_kind_of_parameter(shapes):
    """A model of matrices alone, or of vectors alone, has an optimizer too."""
    values = {name: numbers(shape) for name, shape in shapes.items()}
    model = model_of(values)
    optimizer = task7_training.make_optimizer(model, lr=0.1, weight_decay=0.5)
    gradients = {name: numbers(shape, 1) for name, shape in shapes.items()}
    after = descend(optimizer, model, [gradients])
    for name, value in values.items():
        decay = 0.5 if value.ndim >= 2 else 0.0
        expected = adamw(value, [gradients[name]], lr=0.1, decay=decay)
        assert_close(after[name], expected, f"`{name}` after one step")


@step("7.13")
def test_making_an_optimizer_changes_nothing():
    """Parameters stay as they are until the first step; float32 works; nothing is printed."""
    values = {name: numbers(shape, 0, torch.float32) for name, shape in SHAPES.items()}
    model = model_of(values)
    with no_side_effects():
        optimizer = task7_training.make_optimizer(model, lr=0.1, weight_decay=0.5)
    for name, value in parameters(model).items():
        assert_close(value, values[name], f"`{name}` before any step", tolerance=EXACT)
    gradients = {name: numbers(shape, 1, torch.float32) for name, shape in SHAPES.items()}
    after = descend(optimizer, model, [gradients])
    for name, value in values.items():
        expected = adamw(value, [gradients[name]], lr=0.1, decay=0.5 if value.ndim >= 2 else 0.0)
        assert_close(after[name], expected, f"`{name}` after one step", tolerance=FLOAT32)
