"""Step 1.11: leaving the graph."""

from contextlib import suppress

import numpy as np

from kata import learner
from kata.learner import task1
from kata.testing import (
    arrays,
    assert_close,
    given,
    is_a,
    layouts,
    raises,
    shapes,
    step,
)
from kata.testing.tensors import DTYPES, leaf


@step("1.11")
def test_nothing_is_recorded_under_no_grad():
    """In a block results have the same values, but are leaves that require no gradient."""
    x = leaf([1.0, 2.0])
    with task1.no_grad():
        inside = x * x + 1.0
        other = task1.Tensor.from_op(x.data, (x,), lambda g: (g,), "copy")
    assert_close(inside.data, [2.0, 5.0], "x * x + 1 under no_grad()")
    for what, tensor in ("x * x + 1", inside), ("from_op", other):
        assert not tensor.requires_grad, f"{what} under no_grad() must require no gradient"
        assert tensor.parents == (), f"{what} under no_grad() must be a leaf, without parents"
    after = x * x
    assert after.requires_grad and len(after.parents) == 2, "after the block, x * x is recorded"
    assert x.requires_grad, "x itself still requires gradients"


@step("1.11")
def test_blocks_nest():
    """The end of an inner block does not end the outer one; the end of the outer one does."""
    x = leaf(2.0)
    recorded = []
    for _ in range(2):
        with task1.no_grad():
            with task1.no_grad():
                recorded.append((x * x).requires_grad)
            recorded.append((x * x).requires_grad)
            with task1.no_grad():
                recorded.append((x * x).requires_grad)
            recorded.append((x * x).requires_grad)
        recorded.append((x * x).requires_grad)
    assert recorded == [False, False, False, False, True] * 2, (
        "recorded inside the first inner block, after it, inside the second, after it, and after "
        f"the outer one, twice over: {recorded}"
    )


@step("1.11")
def test_an_error_leaves_the_block():
    """An error in a block comes out as it was raised, from nested blocks too."""
    x, too_long = leaf([1.0, 2.0]), np.ones(3)
    with task1.no_grad():
        assert not (x * x).requires_grad, "inside the block x * x must not be recorded"
    with raises(ValueError, what="x + [1, 1, 1] in a block"), task1.no_grad():
        x + too_long
    inner = "x + [1, 1, 1] in an inner block"
    with raises(ValueError, what=inner), task1.no_grad(), task1.no_grad():
        x + too_long


@step("1.11")
def test_a_block_that_ends_with_an_error_ends():
    """After an error in a block operations are recorded as they were before it."""
    x, too_long = leaf([1.0, 2.0]), np.ones(3)
    recorded = []
    with suppress(ValueError), task1.no_grad():
        recorded.append((x * x).requires_grad)
        x + too_long
    recorded.append((x * x).requires_grad)
    with task1.no_grad():
        with suppress(ValueError), task1.no_grad():
            x + too_long
        recorded.append((x * x).requires_grad)
    recorded.append((x * x).requires_grad)
    assert recorded == [False, True, False, True], (
        "recorded in a block, after it has raised, in an outer block after the inner has raised, "
        f"and after both: {recorded}"
    )


@step("1.11")
def test_a_block_is_begun_by_with():
    """`no_grad()` alone changes nothing: the block begins at `with`."""
    x = leaf(2.0)
    block = task1.no_grad()
    assert (x * x).requires_grad, "before `with`, x * x must be recorded"
    with block:
        assert not (x * x).requires_grad, "inside the block x * x must not be recorded"
    assert (x * x).requires_grad, "after the block x * x must be recorded"


@step("1.11")
def test_threads_do_not_notice_each_other():
    """One thread's block is nothing to another thread, whichever begins or ends first."""
    threads = learner.beside("threads")
    x = leaf([1.0, 2.0])
    recorded = threads.recording_beside_a_block(task1.no_grad, x)
    assert recorded == {"meanwhile": True, "there": False, "afterwards": True}, (
        f"x * x recorded while another thread is in a block, there, and afterwards: {recorded}"
    )
    recorded = threads.recording_in_a_block(task1.no_grad, x)
    assert recorded == {"there": [True, False, True], "here": False}, (
        "x * x recorded in another thread before, in and after its own block, and here, where a "
        f"block is in force all the while: {recorded}"
    )
    assert (x * x).requires_grad, "after all blocks x * x must be recorded"


@step("1.11")
def test_what_was_computed_in_a_block_is_a_constant():
    """Gradients flow around what was computed in a block, and graphs from before it stay whole."""
    x = leaf(3.0)
    before = x * x
    with task1.no_grad():
        square = x * x
    after = square * x + before
    after.backward()
    assert_close(after.data, 36.0, "square * x + x * x at x = 3, square = 9")
    assert_close(
        x.grad, 15.0, "gradient of `x` in square * x + x * x, where square is a constant 9"
    )
    assert square.grad is None, "what was computed in a block gets no gradient"


@step("1.11")
@given(x=layouts(arrays(shapes(min_dims=1))), dtype=DTYPES)
def test_detach_gives_a_leaf_with_the_same_data(x, dtype):
    """`detach()` shares the data, but has no parents and requires no gradient."""
    tensor = leaf(x, dtype)
    for source, value in (tensor, x.astype(dtype)), (tensor * 2.0, x.astype(dtype) * 2):
        detached = source.detach()
        assert is_a(detached, task1.Tensor), "detach() must give a Tensor"
        assert_close(detached.data, value, "the data of x.detach()")
        assert not detached.requires_grad, "x.detach() must require no gradient"
        assert detached.parents == () and detached.op == "", "x.detach() must be a leaf"
        assert source.requires_grad, "x itself must require gradients as before"
        assert learner.shares_memory(learner.ref(detached, "data"), learner.ref(source, "data")), (
            "x.detach() must share x's data, not copy it"
        )


@step("1.11")
def test_gradients_stop_at_detach():
    """In x * x.detach() only the first x gets a gradient; nothing flows into what lies behind."""
    x = leaf([2.0, 5.0])
    square = x * x
    frozen = square.detach()
    out = x * frozen
    out.backward(np.array([1.0, 10.0]))
    assert_close(out.data, [8.0, 125.0], "x * (x * x).detach()")
    assert_close(x.grad, [4.0, 250.0], "gradient of `x` in x * (x * x).detach()")
    assert square.grad is None and frozen.grad is None, "no gradient may pass through detach()"
    square.backward(np.array([1.0, 1.0]))
    assert_close(x.grad, [8.0, 260.0], "gradient of `x` after a pass through x * x itself")
