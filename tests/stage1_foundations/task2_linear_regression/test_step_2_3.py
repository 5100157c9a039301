"""Step 2.3: stochastic gradient descent."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task2
from kata.testing import (
    EXACT,
    assert_close,
    given,
    raises,
    step,
)


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
        assert_close(p.data, [expected], f"the parameter after step {count} with momentum ½")


@step("2.3")
def test_weight_decay_pulls_towards_zero():
    """With lr ½, decay ½ and gradients of 0, a step brings 4 to 3 and -2 to -1.5."""
    p = parameter([4.0, -2.0], grad=[0.0, 0.0])
    task2.SGD([p], lr=0.5, weight_decay=0.5).step()
    away = np.abs(p.data) > [4.0, 2.0]
    assert not away.any(), f"weight decay moved 4 and -2 away from 0, to {p.data.tolist()}"
    assert_close(p.data, [3.0, -1.5], "the parameter after a step with decay and a gradient of 0")


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
            f"the parameter after step {count} with momentum and decay",
            convention="PyTorch's: the decay is added to the gradient before momentum",
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
            assert_close(p.grad, grad, f"the gradient after step {count}", tolerance=EXACT)
    moved = [p.data for p in parameters]
    optimizer.zero_grad()
    assert all(p.grad is None for p in parameters), "zero_grad must set every `grad` to None"
    for p, values in zip(parameters, moved, strict=True):
        assert_close(p.data, values, "the parameter after zero_grad", tolerance=EXACT)


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
