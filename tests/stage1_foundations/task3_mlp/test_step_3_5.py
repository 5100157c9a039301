"""Step 3.5: the loss of classification."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task3
from kata.testing import (
    EXACT,
    arrays,
    assert_close,
    assert_parity,
    check_gradients,
    given,
    is_a,
    layouts,
    noted,
    raises,
    shapes,
    step,
    with_axis,
)
from kata.testing.tensors import softmax


@st.composite
def logits_and_targets(draw, min_dims=0, min_classes=1):
    """Logits of any batch shape, and a class for each set of them."""
    batch = draw(shapes(min_dims=min_dims, max_dims=2))
    classes = draw(st.integers(min_classes, 5))
    targets = draw(arrays(batch, low=0, high=59, dtype=np.int64)) % classes
    return draw(arrays((*batch, classes))), targets


@step("3.5")
def test_log_softmax_on_numbers_that_you_can_check_by_hand():
    """Logits 0 and log 3 have the probabilities ¼ and ¾, along the axis that is asked for."""
    x = np.array([[0.0, np.log(3.0)], [5.0, 5.0], [0.0, 0.0]])
    expected = np.log([[0.25, 0.75], [0.5, 0.5], [0.5, 0.5]])
    y = task3.log_softmax(task1.Tensor(x))
    assert is_a(y, task1.Tensor), "log_softmax must return a Tensor"
    assert_close(y.data, expected, "log_softmax of three rows")
    assert_close(task3.log_softmax(x.T, axis=0).data, expected.T, "log_softmax of the columns")


@step("3.5")
def test_log_softmax_gradient_that_you_can_check_by_hand():
    """With p = [¼, ¾], the gradient [1, 0] becomes [¾, -¾], and [2, 2] becomes [1, -1]."""
    for g, expected in (([1.0, 0.0], [0.75, -0.75]), ([2.0, 2.0], [1.0, -1.0])):
        x = task1.Tensor([0.0, np.log(3.0)], requires_grad=True)
        task3.log_softmax(x).backward(np.array(g))
        assert_close(x.grad, expected, f"gradient of [0, log 3] in log_softmax, with g = {g}")


@step("3.5")
def test_log_softmax_of_large_logits_that_you_can_check_by_hand():
    """[1000, 1000] gives log ½ twice, and [0, -1000] gives itself."""
    y = task3.log_softmax(np.array([1000.0, 1000.0]))
    assert_close(y.data, [-np.log(2), -np.log(2)], "log_softmax of [1000, 1000]")
    y = task3.log_softmax(np.array([0.0, -1000.0]))
    assert_close(y.data, [0.0, -1000.0], "log_softmax of [0, -1000]")


@step("3.5")
@given(
    x_and_axis=with_axis(arrays(shapes(min_dims=1)), none=False, tuples=False),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_log_softmax_agrees_with_pytorch(x_and_axis, dtype):
    """Values and gradients are PyTorch's along every axis, in float32 as in float64."""
    import torch

    x, axis = x_and_axis
    assert_parity(
        lambda x: task3.log_softmax(x, axis),
        lambda x: torch.log_softmax(x, axis),
        x,
        what=f"log_softmax(x, axis={axis})",
        dtype=dtype,
    )


@step("3.5")
@given(x=arrays((3, 4)), examples=6)
def test_log_softmax_and_cross_entropy_gradients_agree_with_finite_differences(x):
    """The gradients of both functions agree with finite differences."""
    check_gradients(
        lambda x: task3.log_softmax(x, axis=0),
        x,
        what="log_softmax(x, axis=0)",
        reference=lambda x: np.log(softmax(x, axis=0)),
    )
    targets = np.array([3, 0, 0])
    check_gradients(
        lambda logits: task3.cross_entropy(logits, targets),
        x,
        what="cross_entropy(logits, targets)",
        reference=lambda x: -np.log(softmax(x))[np.arange(3), targets].mean(),
    )


@step("3.5")
def test_log_softmax_and_cross_entropy_of_huge_logits():
    """Logits of ±10000 give the exact result, gradients too, with neither infinity nor NaN."""
    x = np.array([[1e4, -1e4, 1e4], [-1e4, -1e4, -1e4], [1.0, 2.0, 1e4]])
    expected = np.array(
        [[-np.log(2), -2e4 - np.log(2), -np.log(2)], [-np.log(3)] * 3, [-9999.0, -9998.0, 0.0]]
    )
    logits = task1.Tensor(x, requires_grad=True)
    y = task3.log_softmax(logits)
    assert_close(y.data, expected, "log_softmax of logits of ±1e4")
    y.backward(np.array([[1.0, 2.0, 4.0], [1.0, 2.0, 5.0], [1.0, 2.0, 3.0]]))
    grad = [[-2.5, 2.0, 0.5], [-5 / 3, -2 / 3, 7 / 3], [1.0, 2.0, -3.0]]
    assert_close(logits.grad, grad, "gradient of logits of ±1e4 in log_softmax")
    logits = task1.Tensor(x, requires_grad=True)
    loss = task3.cross_entropy(logits, np.array([1, 0, 2]))
    loss.backward()
    assert_close(loss.data, (2e4 + np.log(2) + np.log(3)) / 3, "cross_entropy of logits of ±1e4")
    p = np.array([[0.5, 0.0, 0.5], [1 / 3, 1 / 3, 1 / 3], [0.0, 0.0, 1.0]])
    one_hot = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert_close(logits.grad, (p - one_hot) / 3, "gradient of logits of ±1e4 in cross_entropy")


@step("3.5")
def test_cross_entropy_on_numbers_that_you_can_check_by_hand():
    """Targets with the probabilities ¼ and ½ have the loss (log 4 + log 2) / 2."""
    one = task3.cross_entropy(np.array([[0.0, np.log(3.0)]]), np.array([0]))
    assert_close(one.data, np.log(4.0), "the loss of a single target with the probability ¼")
    logits = task1.Tensor([[0.0, np.log(3.0)], [5.0, 5.0]], requires_grad=True)
    loss = task3.cross_entropy(logits, np.array([0, 1]))
    assert is_a(loss, task1.Tensor), "cross_entropy must return a Tensor"
    assert_close(loss.data, 1.5 * np.log(2), "the loss: (log 4 + log 2) / 2")
    loss.backward()
    assert_close(logits.grad, [[-0.375, 0.375], [0.25, -0.25]], "gradient of `logits`: (p - t) / 2")


@step("3.5")
@given(
    logits_and_classes=logits_and_targets(),
    dtype=st.sampled_from([np.float64, np.float32]),
    kind=st.sampled_from([np.int64, np.int32, np.uint8]),
)
def test_cross_entropy_agrees_with_pytorch(logits_and_classes, dtype, kind):
    """Value and gradient are PyTorch's, for any batch axes and any integer type of targets."""
    import torch

    logits, classes = logits_and_classes
    assert_parity(
        lambda logits: task3.cross_entropy(logits, classes.astype(kind)),
        lambda logits: torch.nn.functional.cross_entropy(
            logits.reshape(-1, logits.shape[-1]), torch.from_numpy(classes.reshape(-1))
        ),
        logits,
        what="cross_entropy(logits, targets)",
        dtype=dtype,
    )


@step("3.5")
@given(
    logits_and_classes=logits_and_targets(min_dims=1, min_classes=2),
    ignore_index=st.sampled_from([-100, -1, 0, 1, 255]),
    seed=st.integers(0, 100),
)
def test_ignored_targets_count_for_nothing(logits_and_classes, ignore_index, seed):
    """Ignored targets are left out of the sum and of the number divided by; gradient exactly 0."""
    import torch

    logits, classes = logits_and_classes
    dropped = np.random.default_rng(seed).random(classes.shape) < 0.5
    classes = np.where(dropped, ignore_index, classes)
    classes.flat[-1] = 1 if ignore_index == 0 else 0  # one at least has to count
    num_classes = logits.shape[-1]
    with noted(ignore_index=ignore_index, targets=classes):
        ours = task1.Tensor(logits, requires_grad=True)
        theirs = torch.tensor(logits, requires_grad=True)
        loss = task3.cross_entropy(ours, classes, ignore_index=ignore_index)
        expected = torch.nn.functional.cross_entropy(
            theirs.reshape(-1, num_classes),
            torch.tensor(classes.reshape(-1)),
            ignore_index=ignore_index,
        )
        what = f"cross_entropy(logits, targets, ignore_index={ignore_index})"
        assert_close(loss.data, expected, what)
        loss.backward(np.array(3.0))
        expected.backward(torch.tensor(3.0, dtype=torch.float64))
        assert_close(ours.grad, theirs.grad, f"gradient of `logits` in {what}")
        ignored = ours.grad[classes == ignore_index]
        assert not ignored.any(), "logits whose target is ignored must have gradient exactly 0"


@step("3.5")
def test_two_backward_passes_give_the_gradient_twice():
    """A second backward pass through the same loss adds the same gradient again."""
    x, targets = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([2, 0])
    logits = task1.Tensor(x, requires_grad=True)
    loss = task3.cross_entropy(logits, targets)
    share = (softmax(x) - np.eye(3)[targets]) / 2
    for count in (1, 2):
        loss.backward()
        assert_close(logits.grad, count * share, f"gradient of `logits` after {count} passes")
    weights = np.array([[1.0, -2.0, 0.5], [2.0, 1.0, 3.0]])
    logits = task1.Tensor(x, requires_grad=True)
    y = task3.log_softmax(logits)
    share = weights - softmax(x) * weights.sum(axis=-1, keepdims=True)
    for count in (1, 2):
        y.backward(weights)
        assert_close(logits.grad, count * share, f"gradient in log_softmax after {count} passes")


@step("3.5")
@pytest.mark.parametrize(
    ("targets", "ignore_index", "mention"),
    [
        (np.array([0, 3]), None, "3"),
        (np.array([-1, 0]), None, "-1"),
        (np.array([0, -100]), None, "-100"),
        (np.array([-2, 0]), -100, "-2"),
        (np.array([-100, 3]), -100, "3"),
    ],
)
def test_cross_entropy_refuses_targets_that_are_no_classes(targets, ignore_index, mention):
    """A target that is neither a class from 0 to C-1 nor ignored is named in a ValueError."""
    check_refused(ValueError, targets, ignore_index, mention)


@step("3.5")
def test_cross_entropy_refuses_to_average_nothing():
    """Where every target is ignored there is no mean, and that is a ValueError."""
    check_refused(ValueError, np.array([-100, -100]), -100, ())


@step("3.5")
@pytest.mark.parametrize(
    "targets", [np.array([0, 1, 2]), np.array([[0], [1]]), np.zeros((2, 3), dtype=int), np.array(1)]
)
def test_cross_entropy_refuses_targets_of_another_shape(targets):
    """Targets not of the logits' shape without its last axis are a ValueError that says so."""
    check_refused(ValueError, targets, None, str(targets.shape))


@step("3.5")
@pytest.mark.parametrize("targets", [np.array([0.0, 1.0]), np.array([True, False])])
def test_cross_entropy_refuses_targets_that_are_no_integers(targets):
    """Floats and booleans are no classes: a TypeError that names what they are."""
    check_refused(TypeError, targets, None, str(targets.dtype))


def check_refused(error, targets, ignore_index, mention):
    """The targets 0 and 2 of three classes have a loss; these are an error."""
    logits = np.zeros((2, 3))
    loss = task3.cross_entropy(logits, np.array([0, 2]), ignore_index=ignore_index)
    assert_close(loss.data, np.log(3.0), "the loss of three classes that are equally likely")
    with raises(error, mention=mention, what=f"cross_entropy with the targets {targets.tolist()}"):
        task3.cross_entropy(logits, targets, ignore_index=ignore_index)


@step("3.5")
@given(x=layouts(arrays((4, 3))), classes=layouts(arrays((4,), low=0, high=2, dtype=np.int64)))
def test_log_softmax_and_cross_entropy_leave_their_inputs_alone(x, classes):
    """Neither logits nor targets are changed, whatever their memory layout."""
    held, held_classes = learner.hold(x), learner.hold(classes)
    logits = task1.Tensor(x, requires_grad=True)
    log_p = np.log(softmax(x))
    loss = -log_p[np.arange(4), classes].mean()
    assert_close(task3.log_softmax(held).data, log_p, "log_softmax of an array")
    assert_close(task3.cross_entropy(held, held_classes).data, loss, "cross_entropy of an array")
    task3.cross_entropy(logits, held_classes, ignore_index=7).backward()
    task3.log_softmax(logits).backward(np.ones((4, 3)))
    assert_close(logits.data, x, "the logits after backward", tolerance=EXACT)
    assert learner.unchanged(held), "the array of logits was changed"
    assert learner.unchanged(held_classes), "the array of targets was changed"
