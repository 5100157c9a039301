"""Step 3.4: layers in a row."""

import numpy as np
import pytest
from hypothesis import strategies as st

from kata import learner
from kata.learner import task1, task3
from kata.testing import (
    arrays,
    assert_close,
    given,
    is_a,
    raises,
    shapes,
    step,
)

SLICES = [slice(1, 3), slice(None, 2), slice(2, None), slice(None, None, -1), slice(3, 1)]


def affine(scale, shift):
    """A layer that computes x * scale + shift."""
    return learner.beside("models").affine(task3.Module, scale, shift)


@step("3.4")
def test_sequential_calls_its_layers_in_order():
    """Doubling and then adding 3 maps [1, 2] to [5, 7]; the other way round it is [8, 10]."""
    double, add = affine(2.0, 0.0), affine(1.0, 3.0)
    x = task1.Tensor([1.0, 2.0])
    assert_close(task3.Sequential(double, double)(x).data, [4.0, 8.0], "double, and double again")
    assert_close(task3.Sequential(double, add)(x).data, [5.0, 7.0], "double, then add 3")
    assert_close(task3.Sequential(add, double)(x).data, [8.0, 10.0], "add 3, then double")


@step("3.4")
@given(
    x=arrays(shapes(min_dims=1)),
    layers=st.lists(
        st.tuples(st.sampled_from([2.0, -0.5, 1.5]), st.sampled_from([1.0, -3.0])), max_size=5
    ),
)
def test_sequential_is_the_composition_of_its_layers(x, layers):
    """With any number of layers, none included, value and gradient are those of the chain."""
    model = task3.Sequential(*(affine(scale, shift) for scale, shift in layers))
    expected, slope = x, 1.0
    for scale, shift in layers:
        expected, slope = expected * scale + shift, slope * scale
    start = task1.Tensor(x, requires_grad=True)
    y = model(start)
    assert len(model) == len(layers), f"len() of {len(layers)} layers is {len(model)}"
    assert_close(y.data, expected, f"Sequential of {len(layers)} layers")
    g = np.random.default_rng(0).normal(size=x.shape)
    (y * g).sum().backward()
    assert_close(start.grad, slope * g, "gradient of `x` in (Sequential(...)(x) * g).sum()")


@step("3.4")
def test_sequential_without_layers_hands_its_input_on():
    """An empty Sequential returns its input itself, and has length 0."""
    x = task1.Tensor([1.0, 2.0])
    assert task3.Sequential()(x) is x, "without layers the input must come out as it went in"
    assert len(task3.Sequential()) == 0, "a Sequential without layers has length 0"
    assert list(task3.Sequential()) == [], "there is nothing to iterate over without layers"


@step("3.4")
def test_sequential_has_length_items_and_iterates():
    """`len`, indices from both ends and `for` give the layers themselves, in order."""
    layers = [affine(float(k), 1.0) for k in range(4)]
    model = task3.Sequential(*layers)
    assert len(model) == 4, f"4 layers have length 4, not {len(model)}"
    for k in range(-4, 4):
        assert model[k] is layers[k], f"model[{k}] must be the layer itself"
    for _ in range(2):
        visited = list(model)
        assert len(visited) == 4, f"iterating over 4 layers gave {len(visited)}"
        for k, (found, layer) in enumerate(zip(visited, layers, strict=True)):
            assert found is layer, f"place {k} of the iteration must be layer {k} itself"
    for k in (4, -5):
        with raises(IndexError, what=f"model[{k}] with 4 layers"):
            model[k]


@step("3.4")
@pytest.mark.parametrize("index", SLICES)
def test_a_slice_is_a_sequential(index):
    """`model[1:3]` is a Sequential of these layers, and computes what they compute in a row."""
    scales = [2.0, 3.0, 5.0, 7.0]
    layers = [affine(scale, 1.0) for scale in scales]
    model = task3.Sequential(*layers)
    some = model[index]
    assert is_a(some, task3.Sequential), "a slice of a Sequential must be a Sequential"
    expected = 1.0
    for scale in scales[index]:
        expected = expected * scale + 1.0
    assert_close(some(task1.Tensor([1.0])).data, [expected], "the slice applied to 1")


@step("3.4")
@pytest.mark.parametrize("index", SLICES)
def test_a_slice_shares_its_layers(index):
    """The layers of a slice are those of the whole, no copies: training one trains the other."""
    layers = [affine(float(k), 1.0) for k in range(4)]
    visited = list(task3.Sequential(*layers)[index])
    assert len(visited) == len(layers[index]), f"the slice has {len(visited)} layers"
    for k, (found, layer) in enumerate(zip(visited, layers[index], strict=True)):
        assert found is layer, f"layer {k} of the slice must be the layer itself, no copy"


@step("3.4")
def test_slicing_leaves_the_whole_as_it_was():
    """A Sequential keeps all its layers when a slice of it is taken."""
    layers = [affine(float(k), 1.0) for k in range(4)]
    model = task3.Sequential(*layers)
    for index in SLICES:
        some = model[index]
        taken = len(list(some))
        assert len(model) == 4, f"a slice of {taken} layers left {len(model)} of 4 in the whole"
    assert all(model[k] is layer for k, layer in enumerate(layers)), "slicing changed the layers"


@step("3.4")
def test_sequential_keeps_its_layers_in_layers():
    """The layers stand in the list `layers`, and name their parameters: "layers.0.weight"."""
    first, second = affine(1.0, 2.0), affine(3.0, 4.0)
    model = task3.Sequential(first, task3.Sequential(second))
    kept = model.layers
    assert isinstance(kept, list), "`layers` must be a list"
    assert len(kept) == 2 and kept[0] is first, "`layers` must hold the layers themselves"
    assert kept[1].layers[0] is second, "a Sequential may be a layer of another"
    assert_close(model(task1.Tensor([1.0])).data, [13.0], "a Sequential within a Sequential")
