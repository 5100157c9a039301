"""What the tests of tensors share: leaves, gradients to send back, and what no function may do."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike, DTypeLike

from kata.language import _
from kata.phrases import phrase

from . import wording
from .assertions import assert_close
from .strategies import arrays, layouts, shapes
from .tolerances import EXACT

DTYPES = st.sampled_from([np.float64, np.float32])


def leaf(values: ArrayLike, dtype: DTypeLike = np.float64) -> Any:
    """A tensor that requires gradients."""
    from kata.learner import task1

    return task1.Tensor(np.array(values, dtype=dtype), requires_grad=True)


def alike(count: int = 2, **options: Any) -> st.SearchStrategy[Any]:
    """Several arrays of one shape."""
    return arrays(shapes().map(lambda shape: (shape,) * count), **options)


def weights(shape: tuple[int, ...], dtype: DTypeLike = np.float64) -> np.ndarray:
    """A gradient to send back, no two numbers alike."""
    places = np.arange(math.prod(shape))
    numbers = (places + 1) * np.where(places % 3, 1, -1)
    return numbers.reshape(shape).astype(dtype)


def in_any_layout(several: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Arrays that lie in memory in whatever way NumPy knows."""
    return several.flatmap(lambda some: st.tuples(*(layouts(st.just(one)) for one in some)))


def assert_unchanged(*held: Any) -> None:
    """Learner code has not written to these arrays."""
    from kata import learner

    for array in held:
        assert learner.unchanged(array), _("your code changed an array that it was given")


@contextmanager
def no_side_effects(*held: Any) -> Iterator[None]:
    """What runs inside writes to no held array, prints nothing, and draws no random numbers."""
    from kata import learner

    before = learner.random_state()
    yield
    assert_unchanged(*held)
    same = learner.random_state() == before
    assert same, _("your code used or changed a global random state")
    printed = learner.printed()
    assert not printed, _("your code printed something: {printed!r}").format(printed=printed)


def assert_vjp_repeats(out: Any, shape: tuple[int, ...], what: str) -> None:
    """A vjp gives the same shares each time that it is asked, and does not write to `g`."""
    from kata import learner

    g, before = learner.hold(weights(shape)), out.data
    first, again = out.vjp(g), out.vjp(g)
    assert_unchanged(g)
    assert_close(out.data, before, wording.afterwards(what), tolerance=EXACT)
    for share, repeated in zip(first, again, strict=True):
        if share is not None:
            assert_close(repeated, share, wording.repeated_share(what))


def assert_freed(function: Any, *inputs: Any, what: str) -> None:
    """Nothing keeps the graph of `function(*inputs)` alive once its result is dropped."""
    from kata import learner

    alive = learner.beside("memory").outlives(function, *inputs)
    assert alive == 0, _(
        "{what} is still in memory after its last reference is gone: a vjp that uses the result "
        "itself makes a circle; let it use the result's array"
    ).format(what=phrase(what))


def summed_over_copies(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Broadcasts the places of an array of `shape`, and adds up `grad` place by place."""
    places = np.broadcast_to(np.arange(math.prod(shape)).reshape(shape), grad.shape)
    sums = np.bincount(places.ravel(), grad.ravel(), math.prod(shape))
    summed: np.ndarray = sums.reshape(shape).astype(grad.dtype)
    return summed


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Softmax in NumPy."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    weights: np.ndarray = e / e.sum(axis=axis, keepdims=True)
    return weights
