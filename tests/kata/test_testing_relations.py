"""Every relation is recognised where it holds, and none is told by accident."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kata.testing.relations import relation

RNG = np.random.default_rng(7)
MATRIX = RNG.normal(size=(3, 4))
CUBE = RNG.normal(size=(2, 3, 4))
VECTOR = RNG.normal(size=6)


def name(actual, expected):
    found = relation(actual, expected)
    return found and found.name


def sentence(actual, expected):
    found = relation(actual, expected)
    assert found is not None, "nothing was recognised"
    return found.sentence


@pytest.mark.parametrize(
    ("actual", "expected", "told"),
    [
        (None, MATRIX, "none"),
        (np.zeros((3, 4)), MATRIX, "zero"),
        (np.zeros(()), np.array(2.5), "zero"),
        (2 * MATRIX, MATRIX, "twice"),
        (np.array(5.0), np.array(2.5), "twice"),
        (MATRIX / 2, MATRIX, "half"),
        (-MATRIX, MATRIX, "negative"),
        (4 * MATRIX, MATRIX, "sum for mean"),
        (12 * np.ones((3, 4)), np.ones((3, 4)), "sum for mean"),
        (MATRIX / 3, MATRIX, "mean for sum"),
        (7 * VECTOR, VECTOR, "sum for mean"),
        (np.array(7 * 1.37), np.array(1.37), "sum for mean"),
        (MATRIX * np.sqrt(8), MATRIX, "missing root"),
        (MATRIX / np.sqrt(8), MATRIX, "extra root"),
        (0.3712 * MATRIX, MATRIX, "factor"),
        (MATRIX + 1, MATRIX, "offset"),
        (MATRIX - 0.25, MATRIX, "offset"),
        (MATRIX.T, MATRIX, "transpose"),
        (MATRIX[:, :3].T, MATRIX[:, :3], "transpose"),
        (CUBE.transpose(2, 0, 1), CUBE, "axes"),
        (CUBE.swapaxes(0, 1), CUBE, "axes"),
        (VECTOR[::-1], VECTOR, "reversed"),
        (MATRIX[:, ::-1], MATRIX, "reversed"),
        (np.roll(VECTOR, 1), VECTOR, "shifted"),
        (np.roll(MATRIX, -1, axis=1), MATRIX, "shifted"),
        (np.append(VECTOR[1:], 9.0), VECTOR, "shifted"),
        (np.append(0.0, VECTOR[:-1]), VECTOR, "shifted"),
        (np.array([4, 9, 2, 7, 1]), np.array([8, 4, 9, 2, 7]), "shifted"),
        (VECTOR[[2, 0, 1, 5, 4, 3]], VECTOR, "permuted"),
        (CUBE[::-1], CUBE, "swapped"),
        (np.broadcast_to(MATRIX.sum(0), (3, 4)), MATRIX, "repeated"),
        (np.broadcast_to(MATRIX.mean(1, keepdims=True), (3, 4)), MATRIX, "repeated"),
        (np.broadcast_to(MATRIX[:, :1], (3, 4)), MATRIX, "repeated"),
        (np.full((3, 4), 1.5), MATRIX, "repeated"),
        (CUBE.transpose(1, 2, 0).reshape(2, 3, 4), CUBE, "elsewhere"),
        (MATRIX.sum(0), MATRIX.sum(0, keepdims=True), "length 1"),
        (VECTOR[:, None], VECTOR, "length 1"),
        (VECTOR[:, None], VECTOR[None], "transpose"),
        (MATRIX, MATRIX.sum(0), "missing sum"),
        (MATRIX, MATRIX.sum(1, keepdims=True), "missing sum"),
        (CUBE, np.array(CUBE.sum()), "missing sum"),
        (CUBE, CUBE.mean((0, 2)), "missing mean"),
        (MATRIX.sum(0), MATRIX, "extra sum"),
        (np.array(VECTOR.mean()), VECTOR, "extra mean"),
        (np.broadcast_to(VECTOR, (3, 6)), VECTOR, "broadcast"),
        (CUBE.reshape(6, 4), CUBE, "reshaped"),
        (np.where(MATRIX > 1, np.nan, MATRIX), MATRIX, "nan"),
        (np.where(MATRIX > 1, np.inf, MATRIX), MATRIX, "inf"),
        (np.full((2, 2), np.nan), MATRIX, "nan"),
        (MATRIX.astype(np.float32), MATRIX, "float32"),
        (MATRIX.astype(np.float32).astype(np.float64), MATRIX, "float32"),
        (0.7 * np.exp(MATRIX.astype("f4")).astype("f8"), 0.7 * np.exp(MATRIX), "float32"),
        (MATRIX <= 0, MATRIX > 0, "opposite"),
        (np.tri(4, dtype=bool).T, np.tri(4, dtype=bool), "transpose"),
        ((MATRIX > 0)[None], MATRIX > 0, "length 1"),
    ],
)  # fmt: skip
def test_relation_is_recognised(actual, expected, told):
    assert name(actual, expected) == told, f"{name(actual, expected)} instead of {told}"


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (np.array([1.0, 2.0]), np.array([2.0, 1.0])),  # swapped, or anything else
        (np.array(3.0), np.array(1.0)),  # three whole numbers are soon related
        (np.array([[0.0, 1.0], [0.0, 0.0]]), np.array([[0.0, 0.0], [1.0, 0.0]])),
        (np.array([[1.0, 2.0], [2.0, 1.0]]) * 1.7 + 0.3, np.array([[1.0, 2.0], [2.0, 1.0]])),
        (MATRIX, MATRIX),
        (MATRIX + 1e-8, MATRIX),  # a small constant is no rounding
        (MATRIX * (1 + 1e-5), MATRIX + 1e-5),
        (np.zeros(3), np.zeros(3)),
        (np.zeros((0, 2)), np.zeros((3, 2))),
        (MATRIX > 0, MATRIX),
        (np.array(["a"]), np.array([1.0])),
        (np.array([1j]), np.array([1.0])),
    ],
)
def test_nothing_is_said_where_nothing_is_clear(actual, expected):
    assert name(actual, expected) is None, f"{name(actual, expected)} was told"


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(shape=hnp.array_shapes(max_dims=4, max_side=5), seeds=st.tuples(*[st.integers(0, 9999)] * 2))
def test_unrelated_numbers_are_not_related(shape, seeds):
    actual, expected = (
        np.random.default_rng([k, s]).normal(size=shape) for k, s in enumerate(seeds)
    )
    assert relation(actual, expected) is None, f"{sentence(actual, expected)}"


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(shape=hnp.array_shapes(min_dims=1, max_dims=3, max_side=4), seed=st.integers(0, 9999))
def test_one_wrong_number_is_no_relation(shape, seed):
    rng = np.random.default_rng(seed)
    expected = rng.normal(size=(*shape, 3))
    actual = expected.copy()
    actual.flat[rng.integers(actual.size)] += rng.normal()
    assert relation(actual, expected) is None, f"{relation(actual, expected)}"


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(data=st.data())
def test_any_two_arrays_can_be_compared(data):
    dtypes = st.sampled_from([np.float64, np.float32, np.int64, np.bool_, np.uint8, np.float16])
    shape = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
    actual, expected = (data.draw(hnp.arrays(data.draw(dtypes), shape)) for _ in range(2))
    found = relation(actual, expected)
    assert found is None or found.sentence, "a relation without a sentence"


@pytest.mark.parametrize("shift", [1, -1, 2])
@pytest.mark.parametrize("axis", [0, 1])
def test_a_shift_is_told_as_an_argument_of_roll(axis, shift):
    expected = np.random.default_rng(3).normal(size=(5, 6))
    shifted = sentence(np.roll(expected, shift, axis), expected)
    assert f"shifted by {shift} along axis {axis}" in shifted, shifted


def test_transposed_axes_are_told_as_an_argument_of_transpose():
    assert "expected.transpose(2, 0, 1)" in sentence(CUBE.transpose(2, 0, 1), CUBE), "the axes"


def test_a_symmetric_matrix_is_not_called_transposed():
    symmetric = MATRIX @ MATRIX.T
    assert name(symmetric.T + np.eye(3), symmetric) is None, "the transpose equals the matrix"


def test_float32_results_are_related_with_their_own_rounding():
    expected = MATRIX.astype(np.float32)
    actual = (2 * MATRIX * (1 + 1e-7 * np.sign(MATRIX))).astype(np.float32)
    assert name(actual, expected) == "twice", "rounding of float32 hides the factor"


def test_sentences_are_about_yours_and_end_with_a_question():
    pairs = [
        (2 * MATRIX, MATRIX),
        (MATRIX.T, MATRIX),
        (MATRIX, MATRIX.sum(0)),
        (VECTOR[::-1], VECTOR),
    ]
    for actual, expected in pairs:
        text = sentence(actual, expected)
        assert "yours" in text and text.endswith("?"), text


def test_large_arrays_are_related_quickly():
    expected = np.random.default_rng(0).normal(size=(40, 50, 60))
    start = time.process_time()
    assert name(expected[:, ::-1] * 1.01 + 0.01, expected) is None, "unrelated"
    assert name(-expected, expected) == "negative", "the cheap relations"
    assert time.process_time() - start < 2, "a failure must not take seconds to explain"
