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

from kata.language import _, _n, mark

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
        return Relation("none", _("is a return missing, or was it never set, never reached?"))
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
        if nan.size == 1:
            return Relation("nan", _("yours is NaN: is there 0 / 0, inf - inf or 0 × inf?"))
        text = _("yours is NaN in {n} of {all} places: is there 0 / 0, inf - inf or 0 × inf?")
        return Relation("nan", text.format(n=nan.sum(), all=nan.size))
    infinite = np.isinf(pair.actual)
    if infinite.any() and np.isfinite(pair.expected).all():
        if infinite.size == 1:
            text = _("yours is infinite: is there a division by 0, or an exp of too much?")
        else:
            text = _(
                "yours is infinite in {n} of {all} places: is there a division by 0, or an exp of "
                "too much?"
            )
        return Relation("inf", text.format(n=infinite.sum(), all=infinite.size))
    return None


def zero(pair: Pair) -> Relation | None:
    if pair.actual.any() or not pair.expected.any():
        return None
    return Relation("zero", _("yours is zero everywhere: does anything ever reach it?"))


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
        "float32", _("yours agrees to about 7 digits only: is something computed in float32?")
    )


def factor(pair: Pair) -> Relation | None:
    actual, expected = pair.actual, pair.expected
    largest = np.unravel_index(np.abs(expected).argmax(), expected.shape)
    ratio = float(actual[largest] / expected[largest])
    if not math.isfinite(ratio) or ratio == 0 or not pair.same(actual / ratio, expected):
        return None
    for name, value, shown, question in _factors(expected):
        if math.isclose(ratio, value, rel_tol=2 * pair.rounding):
            text = _("yours is exactly {factor} × expected: {question}")
            return Relation(name, text.format(factor=shown, question=question))
    if not is_varied(expected, 4):
        return None
    text = _("yours is {ratio:.6g} × expected everywhere: where is it lost?")
    return Relation("factor", text.format(ratio=ratio))


def _factors(expected: np.ndarray) -> Iterator[tuple[str, float, str, str]]:
    """Factors worth a name: the name, the value, how it is written, what it makes one ask."""
    yield "twice", 2.0, "2", _("is something added twice?")
    yield "half", 0.5, "1/2", _("is something halved, or counted once where it counts twice?")
    yield "negative", -1.0, "-1", _("is a sign lost?")
    sides = [side for side in expected.shape if side > 1]
    lengths = {math.prod(c) for k in (1, 2, 3) for c in itertools.combinations(sides, k)}
    single = expected.size == 1 and float(expected.flat[0]) % 1 != 0
    sizes = range(2, 65) if single or is_varied(expected) else ()
    for n in sorted(lengths.union(sizes)):
        question = _("a sum over {n} values where a mean is meant?").format(n=n)
        yield "sum for mean", n, f"{n}", question
        question = _("a mean over {n} values where a sum is meant?").format(n=n)
        yield "mean for sum", 1 / n, f"1/{n}", question
    for n in sizes:
        root = math.sqrt(n)
        yield "missing root", root, f"√{n}", _("is a division by √{n} missing?").format(n=n)
        yield (
            "extra root",
            1 / root,
            f"1/√{n}",
            _("is there a division by √{n} too many?").format(n=n),
        )


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
    text = _("yours is expected {difference} everywhere: a constant too much, or left out?")
    return Relation("offset", text.format(difference=shown))


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
            text = _("yours is the transpose of expected: a .T missing, or one too many?")
            return Relation("transpose", text)
        text = _("yours is expected.transpose{order}: are the axes in another order than meant?")
        return Relation("axes", text.format(order=order))
    return None


def order(pair: Pair) -> Relation | None:
    """The entries along one axis in another order: reversed, shifted round, or any."""
    if not is_varied(pair.expected):
        return None
    for axis in range(pair.expected.ndim):
        places = _places(pair, axis)
        if places is None:
            continue
        n = len(places)
        shift = int(-places[0] % n)
        if n == 2:
            text = _("yours has the two entries along axis {axis} swapped: are they mixed up?")
            return Relation("swapped", text.format(axis=axis))
        if (places == np.arange(n)[::-1]).all():
            text = _("yours is expected reversed along axis {axis}: an order the wrong way?")
            return Relation("reversed", text.format(axis=axis))
        if (places == (np.arange(n) - shift) % n).all():
            return _shifted(shift if shift <= n // 2 else shift - n, axis)
        text = _(
            "yours has the entries along axis {axis} in the order {order}: is something indexed or "
            "joined in another order than meant?"
        )
        return Relation("permuted", text.format(axis=axis, order=places.tolist()))
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
    text = _("yours is expected shifted by {by} along axis {axis}: is an index off by {off}?")
    return Relation("shifted", text.format(by=by, axis=axis, off=abs(by)))


def repeated(pair: Pair) -> Relation | None:
    """One value repeated along an axis along which the right result varies."""
    actual, expected = pair.actual, pair.expected
    if not is_varied(expected):
        return None
    wholly = tuple(range(expected.ndim))
    for over in [wholly, *((axis,) for axis in wholly)]:
        along = _("everywhere")
        if over != wholly:
            along = _("along axis {axis}").format(axis=over[0])
        first = actual[tuple(slice(1) if axis in over else slice(None) for axis in wholly)]
        if not pair.same(actual, np.broadcast_to(first, actual.shape)):
            continue
        if not np.ptp(expected, axis=over).any():
            continue
        for reduction in REDUCTIONS:
            if pair.same(first, reduction.reduce(expected, axis=over, keepdims=True)):
                return Relation("repeated", _(reduction.repeated).format(along=along))
        text = _(
            "yours has one value {along}, where expected varies: was it reduced, then broadcast?"
        )
        return Relation("repeated", text.format(along=along))
    return None


def elsewhere(pair: Pair) -> Relation | None:
    """The right numbers in the wrong places: typically reshape in place of transpose."""
    actual, expected = pair.actual, pair.expected
    if actual.size != expected.size or not is_varied(expected, 5):
        return None
    if not pair.same(np.sort(actual, axis=None), np.sort(expected, axis=None)):
        return None
    text = _("yours holds the right numbers in other places: a reshape where a transpose is meant?")
    return Relation("elsewhere", text)


# Shapes that differ.


def length_one(pair: Pair) -> Relation | None:
    """Shapes that differ in axes of length 1 alone."""
    actual, expected = pair.actual, pair.expected
    if not pair.same(actual.squeeze(), expected.squeeze()):
        return None
    if actual.ndim == expected.ndim:
        text = _("yours has the right values: is an axis of length 1 misplaced?")
    elif actual.ndim > expected.ndim:
        text = _(
            "yours has the right values, but axes of length 1 too many: is it keepdims, or an "
            "index?"
        )
    else:
        text = _(
            "yours has the right values, but axes of length 1 too few: is it keepdims, or an index?"
        )
    return Relation("length 1", text)


def reshaped(pair: Pair) -> Relation | None:
    if not is_varied(pair.expected) or not pair.same(pair.actual.ravel(), pair.expected.ravel()):
        return None
    text = _("yours has the right values in the right order: is it a reshape that is missing?")
    return Relation("reshaped", text)


def not_reduced(pair: Pair) -> Relation | None:
    """The result before a sum or a mean over some axes."""
    for over, reduction, result in _reductions(pair.actual, pair.expected):
        if pair.expected.any() and pair.same(result, pair.expected):
            name = f"missing {reduction.name}"
            return Relation(name, _(reduction.missing).format(axes=over))
    return None


def reduced(pair: Pair) -> Relation | None:
    """The right result after a sum or a mean too many."""
    for over, reduction, result in _reductions(pair.expected, pair.actual):
        if pair.actual.any() and pair.same(result, pair.actual):
            name = f"extra {reduction.name}"
            return Relation(name, _(reduction.extra).format(axes=over))
    return None


@dataclass(frozen=True)
class Reduction:
    """A sum or a mean, and what to say where there is one too many or too few."""

    name: str
    reduce: Callable[..., np.ndarray]
    repeated: str
    missing: str
    extra: str


REDUCTIONS = (
    Reduction(
        "sum",
        np.sum,
        mark("yours is the sum of expected, repeated {along}: is that sum one too many?"),
        mark("the sum of yours over {axes} is what is expected: is that sum missing?"),
        mark("yours is the sum of expected over {axes}: is that sum one too many?"),
    ),
    Reduction(
        "mean",
        np.mean,
        mark("yours is the mean of expected, repeated {along}: is that mean one too many?"),
        mark("the mean of yours over {axes} is what is expected: is that mean missing?"),
        mark("yours is the mean of expected over {axes}: is that mean one too many?"),
    ),
)


def _reductions(
    larger: np.ndarray, smaller: np.ndarray
) -> Iterator[tuple[str, Reduction, np.ndarray]]:
    """Every sum and mean over axes of `larger` that gives the shape of `smaller`."""
    if larger.size <= smaller.size or larger.ndim > 5:
        return
    for count in range(1, larger.ndim + 1):
        for over in itertools.combinations(range(larger.ndim), count):
            if all(larger.shape[axis] == 1 for axis in over):
                continue
            listed = _n("axis {axes}", "axes {axes}", count)
            listed = listed.format(axes=_(" and ").join(map(str, over)))
            for reduction in REDUCTIONS:
                for keepdims in (False, True):
                    result = np.asarray(reduction.reduce(larger, axis=over, keepdims=keepdims))
                    if result.shape == smaller.shape:
                        yield listed, reduction, result


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
        "broadcast", _("yours repeats what is expected along more axes: where was it broadcast?")
    )


# Masks.


def opposite(pair: Pair) -> Relation | None:
    if not pair.same(pair.actual, 1.0 - pair.expected):
        return None
    return Relation(
        "opposite", _("yours is True where False is expected, and the reverse: is it negated?")
    )


def mask_transposed(pair: Pair) -> Relation | None:
    expected = pair.expected
    if expected.ndim < 2 or not pair.same(pair.actual, expected.swapaxes(-1, -2)):
        return None
    text = _("yours is the transpose of expected: rows and columns exchanged?")
    return Relation("transpose", text)


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
