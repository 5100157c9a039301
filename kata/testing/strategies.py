"""What the generated examples look like: shapes, arrays, axes, masks.

Arrays come from one byte string, so that making one costs well under a millisecond and a failing
one shrinks to numbers that fit on a line: the simplest array counts 1, 2, 3, …; other examples
hold tenths, positive and negative.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

Shape = tuple[int, ...]
Strategy = st.SearchStrategy
Axis = int | tuple[int, ...] | None


@st.composite
def shapes(
    draw: st.DrawFn, min_dims: int = 0, max_dims: int = 3, max_side: int = 4, min_side: int = 1
) -> Shape:
    """Shapes of `min_dims` to `max_dims` axes; axes of length 1 and `()` are among them."""
    dims = draw(st.integers(min_dims, max_dims))
    return tuple(draw(st.integers(min_side, max_side)) for _ in range(dims))


@st.composite
def broadcastable_shapes(
    draw: st.DrawFn, count: int = 2, min_dims: int = 0, max_dims: int = 3, max_side: int = 4
) -> tuple[Shape, ...]:
    """`count` shapes that broadcast together: leading axes are left out, others have length 1."""
    full = draw(shapes(min_dims, max_dims, max_side))
    return tuple(_narrowed(draw, full, min_dims) for _ in range(count))


def _narrowed(draw: st.DrawFn, full: Shape, min_dims: int) -> Shape:
    kept = full[draw(st.integers(0, len(full) - min_dims)) :]
    return tuple(1 if draw(st.booleans()) else side for side in kept)


@st.composite
def matmul_shapes(
    draw: st.DrawFn, max_batch_dims: int = 2, max_side: int = 4, vectors: bool = True
) -> tuple[Shape, Shape]:
    """Two shapes that `@` takes: matrices, stacks of matrices that broadcast, and vectors."""
    kinds = st.sampled_from(("matrix", "stack", "vector") if vectors else ("matrix", "stack"))
    kind_of_left, kind_of_right = draw(kinds), draw(kinds)
    rows, inner, columns = (draw(st.integers(1, max_side)) for _ in range(3))
    left: Shape = (rows, inner)
    right: Shape = (inner, columns)
    if kind_of_left == kind_of_right == "stack":
        batches = draw(broadcastable_shapes(2, 1, max_batch_dims, max_side=3))
        return batches[0] + left, batches[1] + right
    batch = shapes(1, max_batch_dims, max_side=3)
    if "stack" in (kind_of_left, kind_of_right):
        stacked = draw(batch)
        left = stacked + left if kind_of_left == "stack" else left
        right = stacked + right if kind_of_right == "stack" else right
    return (
        (inner,) if kind_of_left == "vector" else left,
        (inner,) if kind_of_right == "vector" else right,
    )


def axes(
    dims: int, *, none: bool = True, tuples: bool = True, negative: bool = True
) -> Strategy[Axis]:
    """An `axis` argument for an array of `dims` axes: an int, a tuple of ints, or None."""
    kinds: list[Strategy[Any]] = []
    if dims:
        one = st.integers(-dims if negative else 0, dims - 1)
        kinds.append(one)
        if tuples:
            several = st.lists(one, min_size=1, max_size=dims, unique_by=lambda axis: axis % dims)
            kinds.append(several.map(tuple))
    if none or not kinds:
        kinds.append(st.none())
    return st.one_of(kinds)


@st.composite
def arrays(
    draw: st.DrawFn,
    shape: Any = None,
    *,
    low: float = -3.0,
    high: float = 3.0,
    dtype: Any = np.float64,
    away_from: float | Sequence[float] = (),
    distinct: bool = False,
) -> Any:
    """Arrays of finite numbers between `low` and `high`, in steps of about a sixtieth of that.

    Parameters are a shape or a strategy of shapes (default: `shapes()`); a strategy that gives
    several shapes gives as many arrays. No value lies at a point of `away_from`, nor within half a
    step: for functions with a kink or a pole. With `distinct` no two values are equal: for `max`.

    >>> arrays((2, 3)), arrays(shapes(min_dims=1), low=0.1, high=5), arrays(broadcastable_shapes())
    """
    if shape is None:
        shape = shapes()
    if isinstance(shape, st.SearchStrategy):
        shape = draw(shape)
    points = tuple(np.atleast_1d(away_from).tolist())
    steps = _steps(float(low), float(high), points, np.dtype(dtype).kind in "iu")
    if isinstance(shape, tuple) and any(isinstance(side, tuple) for side in shape):
        return tuple(_array(draw, one, steps, dtype, distinct) for one in shape)
    return _array(draw, shape if isinstance(shape, tuple) else (shape,), steps, dtype, distinct)


def _array(
    draw: st.DrawFn, shape: Shape, steps: np.ndarray, dtype: Any, distinct: bool
) -> np.ndarray:
    """The byte 0 at place i stands for the i-th of `steps`, so the simplest array counts up."""
    size = math.prod(shape)
    drawn = np.frombuffer(draw(st.binary(min_size=size, max_size=size)), dtype=np.uint8)
    if distinct:
        if size > len(steps):
            raise ValueError(f"no {size} distinct values: {len(steps)} lie in this range")
        places = np.argsort(np.argsort(drawn, kind="stable"), kind="stable")
        if drawn.any():  # a permutation of values from all over the range
            places = places * (len(steps) // max(size, 1))
    else:
        places = (np.arange(size) + drawn) % len(steps)
    return steps[places].reshape(shape).astype(dtype)


@lru_cache(maxsize=256)
def _steps(low: float, high: float, away_from: tuple[float, ...], whole: bool) -> np.ndarray:
    """The values that an array may hold, the simplest first: 1, 2, 3, 0, -1, … 0.5, … tenths."""
    if not low < high:
        raise ValueError(f"low must be less than high, not {low} and {high}")
    spacing = 1.0 if whole else 10.0 ** round(math.log10((high - low) / 60))
    first, last = math.ceil(low / spacing - 1e-9), math.floor(high / spacing + 1e-9)
    numbers = np.array([round(n * spacing, 12) for n in range(first, last + 1)][:4096])
    for point in away_from:
        numbers = numbers[np.abs(numbers - point) > spacing / 2]
    if not numbers.size:
        raise ValueError(f"no multiple of {spacing} between {low} and {high} that is allowed")
    return np.array(sorted(numbers.tolist(), key=_plainness))


def _plainness(number: float) -> tuple[int, bool, float]:
    """Sorts whole numbers before halves before the rest, and 1, 2, 3 before 0, -1, -2, -3."""
    fraction = 0 if number % 1 == 0 else 1 if number % 0.5 == 0 else 2
    return fraction, number <= 0, abs(number)


def masks(shape: Any, *, one_in_each_row: bool = False) -> Strategy[np.ndarray]:
    """Boolean arrays, True = may attend; with `one_in_each_row` no row (last axis) is all False."""
    return arrays(shape, low=0, high=1, dtype=np.int64).map(
        lambda numbers: _mask(numbers, one_in_each_row)
    )


def _mask(numbers: np.ndarray, one_in_each_row: bool) -> np.ndarray:
    mask = numbers.astype(bool)
    if one_in_each_row and mask.ndim:
        mask[..., 0] |= ~mask.any(axis=-1)
    return mask


def layouts(values: Strategy[np.ndarray]) -> Strategy[np.ndarray]:
    """The same arrays, lying in memory in every way NumPy knows: learner code must not care.

    An array that is sent as it is arrives as a plain copy: send these with `learner.hold`.
    """
    return st.tuples(values, st.sampled_from(_LAYOUTS)).map(lambda pair: pair[1](pair[0]))


def _plain(array: np.ndarray) -> np.ndarray:
    return array


def _fortran(array: np.ndarray) -> np.ndarray:
    return np.asarray(array, order="F")


def _reversed(array: np.ndarray) -> np.ndarray:
    backwards = (slice(None, None, -1),) * array.ndim
    return array[backwards].copy()[backwards] if array.ndim else array


def _with_gaps(array: np.ndarray) -> np.ndarray:
    if not array.ndim:
        return array
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), dtype=array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2]


def _read_only(array: np.ndarray) -> np.ndarray:
    copy = array.copy()
    copy.flags.writeable = False
    return copy


_LAYOUTS: tuple[Callable[[np.ndarray], np.ndarray], ...] = (
    _plain,
    _fortran,
    _reversed,
    _with_gaps,
    _read_only,
)


def with_axis(
    values: Strategy[np.ndarray], *, none: bool = True, tuples: bool = True
) -> Strategy[tuple[np.ndarray, Axis]]:
    """Pairs of an array and an `axis` that it has: `given(x_and_axis=with_axis(arrays()))`."""
    return values.flatmap(
        lambda array: st.tuples(st.just(array), axes(array.ndim, none=none, tuples=tuples))
    )
