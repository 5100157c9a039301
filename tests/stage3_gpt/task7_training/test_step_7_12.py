"""Step 7.12: the learning-rate schedule."""

import math

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_training
from kata.testing import EXACT, assert_close, given, step


def rate(n, *, max_lr=0.5, min_lr=0.125, warmup_steps=4, max_steps=12):
    """The learner's rate of step n."""
    return task7_training.learning_rate(
        n, max_lr=max_lr, min_lr=min_lr, warmup_steps=warmup_steps, max_steps=max_steps
    )


def closed_form(n, max_lr, min_lr, warmup_steps, max_steps):
    """The formula, with ½ (1 + cos π r) written as sin² (½ π (1 - r))."""
    if n < warmup_steps:
        return max_lr * (n + 1) / (warmup_steps + 1)
    left = max(0.0, (max_steps - n) / (max_steps - warmup_steps))
    return min_lr + (max_lr - min_lr) * math.sin(math.pi / 2 * left) ** 2


@step("7.12")
def test_rates_that_you_can_check_by_hand():
    """Warm-up over 4 steps to 0.5, a cosine down to 0.125 at step 12: a table of every step."""
    table = {
        0: 0.1,  # 0.5 · 1/5
        1: 0.2,
        2: 0.3,
        3: 0.4,
        4: 0.5,  # the full rate
        6: 0.125 + 0.375 * (2 + math.sqrt(2)) / 4,  # cos(π/4) = √2/2
        8: 0.3125,  # half-way: the middle of 0.5 and 0.125
        10: 0.125 + 0.375 * (2 - math.sqrt(2)) / 4,
        12: 0.125,  # the floor
        13: 0.125,
        1000: 0.125,
    }
    for n, expected in table.items():
        assert_close(rate(n), expected, f"the learning rate of step {n}")


@step("7.12")
def test_a_run_may_be_all_warm_up():
    """Where max_steps is warmup_steps there is no cosine: the ramp, and then the floor."""
    rates = [rate(n, warmup_steps=4, max_steps=4) for n in range(6)]
    assert_close(rates, [0.1, 0.2, 0.3, 0.4, 0.125, 0.125], "the rates with both 4, steps 0 to 5")


@step("7.12")
@given(
    warmup_steps=st.integers(0, 20),
    decay_steps=st.integers(1, 40),
    max_lr=st.sampled_from([1.0, 3e-4, 0.02]),
    floor=st.sampled_from([0.0, 0.1, 0.5, 1.0]),
)
def test_rates_follow_the_formula(warmup_steps, decay_steps, max_lr, floor):
    """Every step of a whole run and beyond has the rate of the formula, whatever the lengths."""
    max_steps, min_lr = warmup_steps + decay_steps, floor * max_lr
    steps = range(max_steps + 5)
    rates = [
        rate(n, max_lr=max_lr, min_lr=min_lr, warmup_steps=warmup_steps, max_steps=max_steps)
        for n in steps
    ]
    expected = [closed_form(n, max_lr, min_lr, warmup_steps, max_steps) for n in steps]
    assert_close(
        np.array(rates) / max_lr,
        np.array(expected) / max_lr,
        "learning_rate / max_lr of every step of the run and of five more",
    )


@step("7.12")
@pytest.mark.parametrize("warmup_steps", [1, 7, 100])
def test_the_full_rate_comes_at_the_end_of_the_warm_up(warmup_steps):
    """Step `warmup_steps` has exactly max_lr; the steps before rise to it in equal parts."""
    options = {"max_lr": 0.5, "min_lr": 0.125, "warmup_steps": warmup_steps}
    rates = [rate(n, max_steps=2 * warmup_steps, **options) for n in range(warmup_steps + 2)]
    assert rates[warmup_steps] == 0.5, (
        f"step warmup_steps = {warmup_steps} must have the full rate 0.5, not "
        f"{rates[warmup_steps]}: steps are counted from 0"
    )
    assert rates[0] > 0, "the first step must not have the rate 0: it would learn nothing"
    assert max(rates[:warmup_steps]) < 0.5, "the full rate must not come before warmup_steps"
    assert rates[warmup_steps + 1] < 0.5, "the step after warmup_steps belongs to the decay"
    parts = np.diff([0.0, *rates[: warmup_steps + 1]])
    expected = np.full(warmup_steps + 1, 0.5 / (warmup_steps + 1))
    assert_close(parts, expected, "how much the rate rises from each step to the next")


@step("7.12")
@pytest.mark.parametrize("warmup_steps", [0, 3])
def test_the_floor_comes_at_max_steps_and_stays(warmup_steps):
    """Step `max_steps` has exactly min_lr, the one before a little more, and it never rises."""
    options = {"max_lr": 0.5, "min_lr": 0.125, "warmup_steps": warmup_steps, "max_steps": 20}
    for n in (20, 21, 39, 40, 1000):  # a cosine that goes on rises again and is back at step 40
        what = f"from step 20 on the rate is 0.125; the rate of step {n}"
        assert_close(rate(n, **options), 0.125, what, tolerance=EXACT)
    last = rate(19, **options)
    assert 0.125 < last < 0.13, f"step 19 must have a little more than the floor, not {last}"


@step("7.12")
def test_the_cosine_may_go_down_to_0():
    """With min_lr = 0 half a cosine is left: 3/4 of the full rate, then 1/4, then 0."""
    rates = [rate(n, max_lr=0.4, min_lr=0.0, warmup_steps=1, max_steps=4) for n in range(6)]
    expected = [0.2, 0.4, 0.3, 0.1, 0.0, 0.0]  # ½ (1 + cos 60°) = ¾, ½ (1 + cos 120°) = ¼
    assert_close(rates, expected, "the rates of steps 0 to 5 with one step of warm-up")


@step("7.12")
def test_without_a_warm_up_the_first_step_has_the_full_rate():
    """With warmup_steps = 0 the cosine starts at step 0."""
    options = {"warmup_steps": 0, "max_steps": 4}
    rates = [rate(n, **options) for n in range(6)]
    expected = [closed_form(n, 0.5, 0.125, 0, 4) for n in range(6)]
    assert_close(rates, expected, "the rates of steps 0 to 5 without a warm-up")
    assert rates[0] == 0.5, f"step 0 must have the full rate 0.5, not {rates[0]}"


@step("7.12")
def test_the_rate_is_a_plain_number_of_the_step_alone():
    """A Python float, the same whatever was asked before; nothing is printed."""
    before = learner.random_state()
    forwards = [rate(n) for n in range(15)]
    backwards = [rate(n) for n in reversed(range(15))]
    expected = [closed_form(n, 0.5, 0.125, 4, 12) for n in range(15)]
    assert_close(forwards, expected, "the rates of steps 0 to 14")
    assert backwards[::-1] == forwards, "the rate may depend on nothing but its arguments"
    for n, value in enumerate(forwards):
        assert type(value) is float, (
            f"the rate of step {n} must be a Python float, not a {type(value).__name__}: "
            "`math.cos` gives one, `np.cos` and `torch.cos` do not"
        )
    assert learner.random_state() == before, "a schedule has no use for random numbers"
    assert learner.printed() == "", "learning_rate should print nothing"
