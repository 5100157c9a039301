"""What is generated: everything asked for and nothing else, quickly, and small when it fails."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata.testing import (
    arrays,
    axes,
    broadcastable_shapes,
    given,
    layouts,
    masks,
    matmul_shapes,
    profile,
    shapes,
    with_axis,
)


@pytest.fixture(autouse=True)
def thorough():
    profile.use("thorough", 11)
    yield
    profile.use("learner")


def seen_by(strategy):
    seen = []

    @given(x=strategy, examples=32)
    def test_some_law(x):
        seen.append(x)

    test_some_law()
    return seen


def smallest(strategy, failing):
    found = []

    @given(x=strategy, examples=32)
    def test_some_law(x):
        if failing(x):
            found.append(x)
            raise AssertionError

    with pytest.raises(AssertionError):
        test_some_law()
    return found[-1]


def test_shapes_have_every_number_of_axes_and_length():
    seen = seen_by(shapes(max_dims=3, max_side=4))
    assert {len(shape) for shape in seen} == {0, 1, 2, 3}, "number of axes"
    assert {side for shape in seen for side in shape} == {1, 2, 3, 4}, "lengths"
    assert {len(shape) for shape in seen_by(shapes(min_dims=2, max_dims=2))} == {2}, "two axes"
    assert 0 in {side for shape in seen_by(shapes(min_side=0)) for side in shape}, "empty ones"


def test_broadcastable_shapes_broadcast_in_every_way():
    seen = seen_by(broadcastable_shapes())
    results = [np.broadcast_shapes(a, b) for a, b in seen]
    assert any(a != out != b for (a, b), out in zip(seen, results, strict=True)), "both stretched"
    assert any(len(a) < len(b) for a, b in seen) and any(len(a) > len(b) for a, b in seen), "axes"
    assert any(a == b != () for a, b in seen), "equal ones"
    assert all(len(three) == 3 for three in seen_by(broadcastable_shapes(count=3))), "three"


def test_matmul_shapes_fit_in_every_way():
    seen = seen_by(matmul_shapes())
    for a, b in seen:
        np.matmul(np.zeros(a), np.zeros(b))
    kinds = {(min(len(a), 3), min(len(b), 3)) for a, b in seen}
    assert kinds == {(i, j) for i in (1, 2, 3) for j in (1, 2, 3)}, kinds
    assert all(len(s) > 1 for pair in seen_by(matmul_shapes(vectors=False)) for s in pair), "none"


def test_axes_are_axes():
    seen = seen_by(axes(3))
    assert None in seen and {a for a in seen if type(a) is int} == {-3, -2, -1, 0, 1, 2}, "ints"
    assert any(type(a) is tuple and len(a) > 1 for a in seen), "tuples"
    for axis in seen:
        np.zeros((2, 3, 4)).sum(axis)
    assert set(seen_by(axes(2, none=False, tuples=False, negative=False))) == {0, 1}, "plain"
    assert set(seen_by(axes(0))) == {None}, "a number has no axis"


def test_with_axis_fits_the_array():
    for x, axis in seen_by(with_axis(arrays())):
        assert axis is None or x.ndim, "a number has no axis"
        x.sum(axis)


@pytest.mark.parametrize(
    ("low", "high"), [(-3, 3), (0.1, 5), (0, 1), (-1000, 1000), (1e-3, 2e-3), (2, 3)]
)
def test_arrays_stay_between_their_bounds_and_fill_them(low, high):
    seen = np.concatenate([x.ravel() for x in seen_by(arrays(low=low, high=high))])
    assert low <= seen.min() and seen.max() <= high, f"{seen.min()} to {seen.max()}"
    assert np.ptp(seen) > 0.8 * (high - low), "only part of the range"
    assert len(np.unique(seen)) >= 20, "few different values"


def test_arrays_keep_away_from_points():
    values = np.concatenate([x.ravel() for x in seen_by(arrays(away_from=(0, 1)))])
    assert np.abs(values).min() >= 0.1 and np.abs(values - 1).min() >= 0.09, "too near"
    assert not np.isin(seen_by(arrays((3,), away_from=0)), 0).any(), "a single point"


def test_distinct_arrays_have_no_ties():
    orders = set()
    for x in seen_by(arrays((2, 3), distinct=True)):
        assert len(np.unique(x)) == 6, f"ties in {x}"
        orders.add(tuple(x.ravel().argsort()))
    assert len(orders) > 30, "always the same order"


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64])
def test_arrays_have_the_dtype(dtype):
    assert {x.dtype for x in seen_by(arrays(dtype=dtype))} == {np.dtype(dtype)}, "another dtype"


def test_whole_numbers_reach_both_bounds():
    seen = np.concatenate(seen_by(arrays((5,), low=0, high=3, dtype=np.int64)))
    assert set(seen.tolist()) == {0, 1, 2, 3}, set(seen.tolist())


def test_several_shapes_give_several_arrays():
    for pair in seen_by(arrays(broadcastable_shapes())):
        assert type(pair) is tuple and len(pair) == 2, "a tuple of arrays"
        np.add(*pair)


@pytest.mark.parametrize(
    ("strategy", "message"),
    [
        (arrays(low=3, high=3), "low must be less than high"),
        (arrays((9,), low=0, high=2, dtype=int, distinct=True), "no 9 distinct values"),
        (arrays((9,), low=0, high=1, dtype=int, away_from=(0, 1)), "no multiple of 1.0"),
    ],
)
def test_impossible_arrays_are_refused(strategy, message):
    with pytest.raises(ValueError, match=message):
        seen_by(strategy)


def test_failing_arrays_become_small_and_readable():
    assert smallest(arrays((2, 2)), lambda x: True).tolist() == [[1, 2], [3, 0]], "counts up"
    assert smallest(arrays(), lambda x: x.size > 1).tolist() == [1, 2], "two numbers"
    assert smallest(arrays((3,)), lambda x: x.min() < -0.5).tolist()[:2] == [1, 2], "one change"
    assert smallest(arrays(), lambda x: (x % 1).any()).tolist() == 0.5, "the plainest fraction"


def test_masks_are_boolean():
    seen = seen_by(masks((2, 3)))
    assert {mask.dtype for mask in seen} == {np.dtype(bool)}, "booleans"
    assert any(not mask.any(-1).all() for mask in seen), "a row without any"
    for mask in seen_by(masks(shapes(min_dims=1), one_in_each_row=True)):
        assert mask.any(axis=-1).all(), f"a row without any: {mask}"


def test_layouts_differ_in_memory_alone():
    seen = seen_by(layouts(arrays((2, 3))))
    assert any(x.flags.f_contiguous for x in seen), "Fortran order"
    assert any(min(x.strides) < 0 for x in seen), "a reversed view"
    assert any(x.strides[-1] == 16 for x in seen), "a view with gaps"
    assert any(not x.flags.writeable for x in seen), "read-only"
    original = np.arange(6.0).reshape(2, 3)
    for x in seen_by(layouts(st.just(original))):
        assert np.array_equal(x, original), "other values"
    for number in (np.array(3.0), np.array([3.0])):
        assert {x.shape for x in seen_by(layouts(st.just(number)))} == {number.shape}, "its axes"
