"""How a wrong result is related to the right one: often that names the bug.

`relation` speaks only where the match is clear: to more digits than chance gives, and on enough
different numbers that nothing else explains it. What it says is always true of the two results;
the question at the end says where to look.
"""

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

LARGEST = 100_000  # elements; above that only the cheap relations are tried
CLEAR = 3  # different numbers from which on a match is no accident


@dataclass(frozen=True)
class Relation:
    """A short name for machines and a sentence for the learner."""

    name: str
    sentence: str


def relation(actual: np.ndarray | None, expected: np.ndarray) -> Relation | None:
    """The first relation that clearly holds between a wrong result and the right one, or None.

    >>> relation(np.array([2.0, 6.0, 4.0]), np.array([1.0, 3.0, 2.0]))
    Relation(name='twice', sentence='yours is exactly 2 × expected: is something added twice?')
    """
    if actual is None:
        return Relation("none", "is a return missing, or was it never set, never reached?")
    kinds = actual.dtype.kind, expected.dtype.kind
    if not set(kinds) <= set("biuf") or not actual.size or not expected.size:
        return None
    single = any(a.dtype.kind == "f" and a.dtype.itemsize <= 4 for a in (actual, expected))
    pair = Pair(actual.astype(np.float64), expected.astype(np.float64), 1e-5 if single else 1e-6)
    if kinds == ("b", "b"):
        finders = MASKS
    elif actual.shape == expected.shape:
        finders = SAME_SHAPE
    else:
        finders = OTHER_SHAPE
    if max(actual.size, expected.size) > LARGEST:
        finders = tuple(find for find in finders if find in CHEAP)
    with np.errstate(all="ignore"):
        if pair.same(pair.actual, pair.expected):
            return float32(pair)
        return next(filter(None, (find(pair) for find in finders)), None)


@dataclass(frozen=True)
class Pair:
    """Two results as float64, and how large rounding may be, as a share of the largest number."""

    actual: np.ndarray
    expected: np.ndarray
    rounding: float

    def same(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Equal in shape, and in value up to rounding."""
        if one.shape != other.shape:
            return False
        finite = np.isfinite(one) & np.isfinite(other)
        if not np.array_equal(one[~finite], other[~finite], equal_nan=True):
            return False
        scale = np.abs(other[finite]).max(initial=0.0)
        return bool((np.abs(one[finite] - other[finite]) <= self.rounding * scale).all())


Finder = Callable[[Pair], Relation | None]


def is_varied(array: np.ndarray, count: int = CLEAR) -> bool:
    """Does an array hold at least `count` different numbers?"""
    finite = array[np.isfinite(array)]
    scale = np.abs(finite).max(initial=0.0)
    return scale > 0 and len(np.unique(np.round(finite / scale, 6))) >= count


# Values of the right shape, or of any.


def not_finite(pair: Pair) -> Relation | None:
    nan = np.isnan(pair.actual)
    if nan.any() and not np.isnan(pair.expected).any():
        where = f" in {nan.sum()} of {nan.size} places" if nan.size > 1 else ""
        return Relation("nan", f"yours is NaN{where}: is there 0 / 0, inf - inf or 0 × inf?")
    infinite = np.isinf(pair.actual)
    if infinite.any() and np.isfinite(pair.expected).all():
        where = f" in {infinite.sum()} of {infinite.size} places" if infinite.size > 1 else ""
        return Relation(
            "inf", f"yours is infinite{where}: is there a division by 0, or an exp of too much?"
        )
    return None


def zero(pair: Pair) -> Relation | None:
    if pair.actual.any() or not pair.expected.any():
        return None
    return Relation("zero", "yours is zero everywhere: does anything ever reach it?")


def float32(pair: Pair) -> Relation | None:
    """Right to seven digits, with errors to both sides or digits that float32 can hold."""
    actual, expected = pair.actual, pair.expected
    error = actual - expected
    small = np.abs(error) <= 3e-7 * np.abs(expected).max()  # False for what is not finite
    held = (actual == actual.astype(np.float32)).all()
    both_ways = (error > 0).any() and (error < 0).any() and error.size >= 4
    if not small.all() or not error.any() or not (held or both_ways):
        return None
    return Relation(
        "float32", "yours agrees to about 7 digits only: is something computed in float32?"
    )


def factor(pair: Pair) -> Relation | None:
    actual, expected = pair.actual, pair.expected
    largest = np.unravel_index(np.abs(expected).argmax(), expected.shape)
    ratio = float(actual[largest] / expected[largest])
    if not math.isfinite(ratio) or ratio == 0 or not pair.same(actual / ratio, expected):
        return None
    for name, value, shown, question in _factors(expected):
        if math.isclose(ratio, value, rel_tol=2 * pair.rounding):
            return Relation(name, f"yours is exactly {shown} × expected: {question}")
    if not is_varied(expected, 4):
        return None
    return Relation("factor", f"yours is {ratio:.6g} × expected everywhere: where is it lost?")


def _factors(expected: np.ndarray) -> Iterator[tuple[str, float, str, str]]:
    """Factors worth a name: the name, the value, how it is written, what it makes one ask."""
    yield "twice", 2.0, "2", "is something added twice?"
    yield "half", 0.5, "1/2", "is something halved, or counted once where it counts twice?"
    yield "negative", -1.0, "-1", "is a sign lost?"
    sides = [side for side in expected.shape if side > 1]
    lengths = {math.prod(c) for k in (1, 2, 3) for c in itertools.combinations(sides, k)}
    single = expected.size == 1 and float(expected.flat[0]) % 1 != 0
    sizes = range(2, 65) if single or is_varied(expected) else ()
    for n in sorted(lengths.union(sizes)):
        yield "sum for mean", n, f"{n}", f"a sum over {n} values where a mean is meant?"
        yield "mean for sum", 1 / n, f"1/{n}", f"a mean over {n} values where a sum is meant?"
    for n in sizes:
        root = math.sqrt(n)
        yield "root", root, f"√{n}", f"is a division by √{n} missing?"
        yield "root", 1 / root, f"1/√{n}", f"is there a division by √{n} too many?"


def offset(pair: Pair) -> Relation | None:
    actual, expected = pair.actual, pair.expected
    difference = actual - expected
    middle, spread = float(difference.mean()), float(np.ptp(expected))
    if not is_varied(expected) or not math.isfinite(middle):
        return None
    if np.ptp(difference) > pair.rounding * max(spread, abs(middle)):
        return None
    if abs(middle) < 100 * pair.rounding * spread:
        return None
    shown = f"+ {middle:.6g}" if middle > 0 else f"- {-middle:.6g}"
    return Relation(
        "offset", f"yours is expected {shown} everywhere: a constant too much, or left out?"
    )


def axes(pair: Pair) -> Relation | None:
    """The axes of `expected` in another order."""
    actual, expected = pair.actual, pair.expected
    if not 2 <= expected.ndim <= 5 or actual.ndim != expected.ndim or not is_varied(expected):
        return None
    for order in itertools.permutations(range(expected.ndim)):
        turned = expected.transpose(order)
        if not pair.same(actual, turned) or pair.same(expected, turned):
            continue
        if expected.ndim == 2:
            return Relation(
                "transpose", "yours is the transpose of expected: a .T missing, or one too many?"
            )
        return Relation(
            "axes",
            f"yours is expected.transpose{order}: are the axes in another order than meant?",
        )
    return None


def order(pair: Pair) -> Relation | None:
    """The entries along one axis in another order: reversed, shifted round, or any."""
    if not is_varied(pair.expected):
        return None
    for axis in range(pair.expected.ndim):
        places = _places(pair, axis)
        if places is None:
            continue
        n, along = len(places), f"axis {axis}"
        shift = int(-places[0] % n)
        if n == 2:
            return Relation(
                "swapped", f"yours has the two entries along {along} swapped: are they mixed up?"
            )
        if (places == np.arange(n)[::-1]).all():
            return Relation(
                "reversed", f"yours is expected reversed along {along}: an order the wrong way?"
            )
        if (places == (np.arange(n) - shift) % n).all():
            return _shifted(shift if shift <= n // 2 else shift - n, axis)
        return Relation(
            "permuted",
            f"yours has the entries along {along} in the order {places.tolist()}: is something "
            "indexed or joined in another order than meant?",
        )
    return None


def _places(pair: Pair, axis: int) -> np.ndarray | None:
    """`places` with `actual[i] == expected[places[i]]` along the axis, if they are unique."""
    expected = np.moveaxis(pair.expected, axis, 0).reshape(pair.expected.shape[axis], -1)
    actual = np.moveaxis(pair.actual, axis, 0).reshape(expected.shape)
    n, scale = len(expected), np.abs(expected).max()
    if n < 2 or n * actual.size > 10 * LARGEST:
        return None
    equal = np.abs(actual[:, None] - expected[None]).max(axis=-1) <= pair.rounding * scale
    if not ((equal.sum(axis=0) == 1) & (equal.sum(axis=1) == 1)).all():
        return None
    places: np.ndarray = equal.argmax(axis=1)
    return None if (places == np.arange(n)).all() else places


def shifted(pair: Pair) -> Relation | None:
    """Off by one along an axis, with something else where the end falls off."""
    for axis in range(pair.expected.ndim):
        n = pair.expected.shape[axis]
        actual, expected = (np.moveaxis(a, axis, 0) for a in (pair.actual, pair.expected))
        for by, mine, right in ((1, actual[1:], expected[:-1]), (-1, actual[:-1], expected[1:])):
            if n >= 4 and is_varied(right) and pair.same(mine, right):
                return _shifted(by, axis)
    return None


def _shifted(by: int, axis: int) -> Relation:
    return Relation(
        "shifted",
        f"yours is expected shifted by {by} along axis {axis}: is an index off by {abs(by)}?",
    )


def repeated(pair: Pair) -> Relation | None:
    """One value repeated along an axis along which the right result varies."""
    actual, expected = pair.actual, pair.expected
    if not is_varied(expected):
        return None
    wholly = tuple(range(expected.ndim))
    for over in [wholly, *((axis,) for axis in wholly)]:
        along = "everywhere" if over == wholly else f"along axis {over[0]}"
        first = actual[tuple(slice(1) if axis in over else slice(None) for axis in wholly)]
        if not pair.same(actual, np.broadcast_to(first, actual.shape)):
            continue
        if not np.ptp(expected, axis=over).any():
            continue
        for name, reduce in (("sum", np.sum), ("mean", np.mean)):
            if pair.same(first, reduce(expected, axis=over, keepdims=True)):
                return Relation(
                    "repeated",
                    f"yours is the {name} of expected, repeated {along}: is that {name} one too "
                    "many?",
                )
        return Relation(
            "repeated",
            f"yours has one value {along}, where expected varies: was it reduced, then broadcast?",
        )
    return None


def elsewhere(pair: Pair) -> Relation | None:
    """The right numbers in the wrong places: typically reshape in place of transpose."""
    actual, expected = pair.actual, pair.expected
    if actual.size != expected.size or not is_varied(expected, 5):
        return None
    if not pair.same(np.sort(actual, axis=None), np.sort(expected, axis=None)):
        return None
    return Relation(
        "elsewhere",
        "yours holds the right numbers in other places: a reshape where a transpose is meant?",
    )


# Shapes that differ.


def length_one(pair: Pair) -> Relation | None:
    """Shapes that differ in axes of length 1 alone."""
    actual, expected = pair.actual, pair.expected
    if not pair.same(actual.squeeze(), expected.squeeze()):
        return None
    if actual.ndim == expected.ndim:
        return Relation("length 1", "yours has the right values: is an axis of length 1 misplaced?")
    more = "too many" if actual.ndim > expected.ndim else "too few"
    return Relation(
        "length 1",
        f"yours has the right values, but axes of length 1 {more}: is it keepdims, or an index?",
    )


def reshaped(pair: Pair) -> Relation | None:
    if not is_varied(pair.expected) or not pair.same(pair.actual.ravel(), pair.expected.ravel()):
        return None
    return Relation(
        "reshaped",
        "yours has the right values in the right order: is it a reshape that is missing?",
    )


def not_reduced(pair: Pair) -> Relation | None:
    """The result before a sum or a mean over some axes."""
    for over, name, result in _reductions(pair.actual, pair.expected):
        if pair.expected.any() and pair.same(result, pair.expected):
            return Relation(
                f"missing {name}",
                f"the {name} of yours over {over} is what is expected: is that {name} missing?",
            )
    return None


def reduced(pair: Pair) -> Relation | None:
    """The right result after a sum or a mean too many."""
    for over, name, result in _reductions(pair.expected, pair.actual):
        if pair.actual.any() and pair.same(result, pair.actual):
            return Relation(
                f"extra {name}",
                f"yours is the {name} of expected over {over}: is that {name} one too many?",
            )
    return None


def _reductions(larger: np.ndarray, smaller: np.ndarray) -> Iterator[tuple[str, str, np.ndarray]]:
    """Every sum and mean over axes of `larger` that gives the shape of `smaller`."""
    if larger.size <= smaller.size or larger.ndim > 5:
        return
    for count in range(1, larger.ndim + 1):
        for over in itertools.combinations(range(larger.ndim), count):
            if all(larger.shape[axis] == 1 for axis in over):
                continue
            listed = ("axis " if count == 1 else "axes ") + " and ".join(map(str, over))
            for name, reduce in (("sum", np.sum), ("mean", np.mean)):
                for keepdims in (False, True):
                    result = np.asarray(reduce(larger, axis=over, keepdims=keepdims))
                    if result.shape == smaller.shape:
                        yield listed, name, result


def broadcast(pair: Pair) -> Relation | None:
    """The right values, repeated along more axes."""
    actual, expected = pair.actual, pair.expected
    if actual.ndim < expected.ndim or actual.size == expected.size:
        return None
    missing = (1,) * (actual.ndim - expected.ndim)
    sides = zip(missing + expected.shape, actual.shape, strict=True)
    if not all(right in (1, mine) for right, mine in sides):
        return None
    if not pair.same(actual, np.broadcast_to(expected, actual.shape)):
        return None
    return Relation(
        "broadcast", "yours repeats what is expected along more axes: where was it broadcast?"
    )


# Masks.


def opposite(pair: Pair) -> Relation | None:
    if not pair.same(pair.actual, 1.0 - pair.expected):
        return None
    return Relation(
        "opposite", "yours is True where False is expected, and the reverse: is it negated?"
    )


def mask_transposed(pair: Pair) -> Relation | None:
    expected = pair.expected
    if expected.ndim < 2 or not pair.same(pair.actual, expected.swapaxes(-1, -2)):
        return None
    return Relation("transpose", "yours is the transpose of expected: rows and columns exchanged?")


CHEAP: tuple[Finder, ...] = (not_finite, zero, factor)
SAME_SHAPE: tuple[Finder, ...] = (
    *(not_finite, zero, factor, offset),
    *(axes, order, shifted, repeated, elsewhere),
)
OTHER_SHAPE: tuple[Finder, ...] = (
    *(not_finite, axes, length_one, broadcast, not_reduced, reduced),
    *(reshaped, elsewhere),
)
MASKS: tuple[Finder, ...] = (opposite, mask_transposed, length_one, broadcast)
