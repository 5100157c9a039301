"""Step 6.1: views, broadcasting, einsum, gather, and memory shared with NumPy."""

import numpy as np
import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task6
from kata.testing import EXACT, arrays, assert_close, given, raises, shapes, step
from kata.testing import layouts as numpy_layouts
from kata.testing.pytorch import assert_parity, layouts, no_side_effects, tensors

DTYPES = st.sampled_from([torch.float64, torch.float32])


@step("6.1")
def test_shared_memory_shows_changes_on_both_sides():
    """A shared tensor and its array are the same memory: a change to one shows in the other."""
    array = learner.hold(np.array([1.0, 2.0, 3.0]))
    tensor = learner.kept(task6.from_numpy_shared, array)
    assert tensor.dtype == torch.float64, "from_numpy_shared must give a tensor of float64"
    assert_close(tensor, torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64), "the shared tensor")
    array[0] = 10.0
    assert_close(tensor, [10.0, 2.0, 3.0], "the shared tensor after `array[0] = 10`")
    tensor[1] = 20.0
    assert_close(array.tolist(), [10.0, 20.0, 3.0], "the array after `tensor[1] = 20`")


@step("6.1")
def test_copied_memory_is_independent():
    """A copied tensor has memory of its own: a change to one does not show in the other."""
    array = learner.hold(np.array([1.0, 2.0, 3.0]))
    tensor = learner.kept(task6.from_numpy_copied, array)
    assert tensor.dtype == torch.float64, "from_numpy_copied must give a tensor of float64"
    assert_close(tensor, torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64), "the copied tensor")
    array[0] = 10.0
    assert_close(tensor, [1.0, 2.0, 3.0], "the copied tensor after `array[0] = 10`")
    tensor[1] = 20.0
    assert_close(array.tolist(), [10.0, 2.0, 3.0], "the array after `tensor[1] = 20`")


@step("6.1")
@given(
    array=numpy_layouts(arrays(shapes(max_side=3))),
    dtype=st.sampled_from([np.float64, np.float32, np.int64, np.uint8, bool]),
    examples=10,
)
def test_values_shape_and_dtype_come_from_the_array(array, dtype):
    """Both tensors have the array's values, shape and dtype, however it lies in memory."""
    array = array.astype(dtype)  # in the same order: strides stay positive
    held = learner.hold(array)
    for name, function, shared in (
        ("from_numpy_shared", task6.from_numpy_shared, True),
        ("from_numpy_copied", task6.from_numpy_copied, False),
    ):
        tensor = learner.kept(function, held)
        assert_close(tensor, torch.tensor(array), f"{name}(array)", tolerance=EXACT)
        assert learner.shares_memory(held, tensor) is shared, (
            f"the tensor of {name} must {'' if shared else 'not '}share the array's memory"
        )
    assert learner.unchanged(held), "the array was changed"


@step("6.1")
@pytest.mark.parametrize("kind", ["read-only", "backwards", "transposed", "repeated"])
def test_any_array_can_be_copied(kind):
    """Read-only arrays, and such as run backwards in memory, are copied like any other."""
    array = np.arange(6.0).reshape(2, 3)
    if kind == "read-only":
        array.flags.writeable = False
    else:
        array = {
            "backwards": array[:, ::-1],
            "transposed": array.T,
            "repeated": np.broadcast_to(array[0], (2, 3)),
        }[kind]
    held = learner.hold(array)
    tensor = learner.kept(task6.from_numpy_copied, held)
    assert_close(tensor, torch.tensor(array.copy()), f"a {kind} array, copied", tolerance=EXACT)
    assert not learner.shares_memory(held, tensor), "the copy shares the array's memory"
    tensor[0] = 100.0  # a copy can be written to
    assert learner.unchanged(held), "the array changed when its copy was written to"


@step("6.1")
@pytest.mark.parametrize("kind", ["read-only", "backwards"])
def test_arrays_that_cannot_be_shared_are_refused(kind):
    """Sharing a read-only array, or one with a negative stride, is a ValueError."""
    array = np.arange(6.0)
    tensor = task6.from_numpy_shared(array)
    assert_close(tensor, torch.arange(6.0, dtype=torch.float64), "from_numpy_shared(array)")
    if kind == "read-only":
        array.flags.writeable = False
    else:
        array = array[::-1]
    with raises(ValueError, what=f"from_numpy_shared of a {kind} array"):
        task6.from_numpy_shared(learner.hold(array))


@step("6.1")
def test_windows_that_you_can_check_by_hand():
    """The windows of size 3 over 10, 20, 30, 40, 50 start at 10, at 20 and at 30."""
    windows = task6.sliding_windows(torch.tensor([10, 20, 30, 40, 50]), 3)
    expected = torch.tensor([[10, 20, 30], [20, 30, 40], [30, 40, 50]])
    assert_close(windows, expected, "sliding_windows(x, 3)")


@step("6.1")
@given(
    x_and_size=layouts(tensors(shapes(min_dims=1, max_side=5))).flatmap(
        lambda x: st.tuples(st.just(x), st.integers(1, x.shape[-1]))
    ),
    examples=10,
)
def test_windows_are_a_view(x_and_size):
    """Windows run along the last axis and share the memory of x, however it lies there."""
    x, size = x_and_size
    held = learner.hold(x)
    with no_side_effects(held):
        windows = learner.kept(task6.sliding_windows, held, size)
    expected = torch.stack([x[..., i : x.shape[-1] - size + i + 1] for i in range(size)], dim=-1)
    assert_close(windows, expected, f"sliding_windows(x, {size})", tolerance=EXACT)
    assert learner.shares_memory(held, windows), "the windows are copies: a view shares x's memory"
    windows[..., -1, -1] = 100.0
    last = held[..., -1]
    assert_close(last, torch.full_like(last, 100.0), "the end of x, written to through the windows")


@step("6.1")
@given(x=tensors((2, 5)), dtype=DTYPES, examples=4)
def test_gradients_of_windows_add_up(x, dtype):
    """Each element gets the gradients of all the windows that it appears in."""
    assert_parity(
        lambda x: task6.sliding_windows(x, 3),
        lambda x: torch.stack([x[:, 0:3], x[:, 1:4], x[:, 2:5]], dim=1),
        x.to(dtype),
        what="sliding_windows(x, 3)",
    )


@step("6.1")
@pytest.mark.parametrize(
    ("shape", "size"), [((4,), 0), ((4,), 5), ((4,), -1), ((5, 2), 3), ((), 1), ((3, 0), 1)]
)
def test_windows_that_do_not_fit_are_refused(shape, size):
    """A size below 1 or above the last axis, or no axis at all, is a ValueError."""
    whole = task6.sliding_windows(torch.arange(4.0), 4)
    assert_close(whole, torch.arange(4.0)[None], "the only window of size 4 over 4 elements")
    with raises(ValueError, what=f"sliding_windows of shape {shape} with size {size}"):
        task6.sliding_windows(torch.zeros(shape), size)


@step("6.1")
def test_distances_that_you_can_check_by_hand():
    """From (0, 0) and (3, 0): to (3, 4) it is 25 and 16, to (0, 1) 1 and 10, to (3, 0) 9 and 0."""
    x = torch.tensor([[0.0, 0.0], [3.0, 0.0]])
    y = torch.tensor([[3.0, 4.0], [0.0, 1.0], [3.0, 0.0]])
    distances = task6.pairwise_squared_distances(x, y)
    assert_close(distances, torch.tensor([[25.0, 1.0, 9.0], [16.0, 10.0, 0.0]]), "the distances")


@step("6.1")
@given(
    x_and_y=st.sampled_from([
        ((4, 2), (3, 2)), ((1, 5), (1, 5)), ((3, 3), (3, 3)), ((2, 1), (3, 1)),
        ((5, 4, 2), (5, 3, 2)), ((4, 2), (5, 3, 2)), ((2, 1, 4, 3), (5, 2, 3)),
    ]).flatmap(tensors),
    dtype=DTYPES,
    examples=8,
)  # fmt: skip
def test_distances_agree_with_a_loop_over_pairs(x_and_y, dtype):
    """Values and gradients are those of a loop over all pairs; equal rows have distance 0."""
    x, y = (value.to(dtype) for value in x_and_y)
    y[..., 0, :] = x[..., 0, :].flatten()[: y.shape[-1]]

    def one_by_one(x, y):
        rows = [
            torch.stack([((x[..., n, :] - y[..., m, :]) ** 2).sum(-1) for m in range(y.shape[-2])])
            for n in range(x.shape[-2])
        ]
        return torch.stack(rows).movedim((0, 1), (-2, -1))

    assert_parity(
        task6.pairwise_squared_distances,
        one_by_one,
        x,
        y,
        what="pairwise_squared_distances(x, y)",
        names=("x", "y"),
    )


@step("6.1")
def test_distances_are_exact_far_from_the_origin():
    """Between points that lie far out but close together the distance is right to the last bit."""
    x = torch.tensor([[4096.0, 4096.0], [4099.0, 4100.0]])
    distances = task6.pairwise_squared_distances(x, x)
    expected = torch.tensor([[0.0, 25.0], [25.0, 0.0]])
    assert_close(distances, expected, "the distances of points near (4096, 4096)", tolerance=EXACT)


@step("6.1")
@pytest.mark.parametrize(
    ("one", "other"), [((2, 3), (4, 1)), ((2, 1), (4, 3)), ((2, 3), (3, 2)), ((3,), (4, 3))]
)
def test_points_of_different_dimension_are_refused(one, other):
    """Different D is a ValueError, where D = 1 would broadcast in silence; so is a single point."""
    y = task6.pairwise_squared_distances(torch.zeros(2, 3), torch.ones(4, 3))
    assert_close(y, torch.full((2, 4), 3.0), "the distances of zeros and ones")
    with raises(ValueError, mention=(str(one), str(other)), what=f"shapes {one} and {other}"):
        task6.pairwise_squared_distances(torch.zeros(one), torch.zeros(other))


@step("6.1")
def test_bilinear_scores_that_you_can_check_by_hand():
    """With the weights [[1], [0]] and [[0], [1]], [1, 2] and the key 10 score 10 and 20."""
    query, key = torch.tensor([[[1.0, 2.0]]]), torch.tensor([[[10.0]]])
    weight = torch.tensor([[[1.0], [0.0]], [[0.0], [1.0]]])
    scores = task6.bilinear_scores(query, key, weight)
    assert_close(scores, torch.tensor([[[[10.0]], [[20.0]]]]), "the scores, (B, H, T_query, T_key)")


@step("6.1")
@given(
    values=st.sampled_from([
        ((2, 3, 5), (2, 4, 6), (7, 5, 6)),
        ((3, 3, 3), (3, 3, 3), (3, 3, 3)),
        ((1, 1, 2), (1, 3, 1), (2, 2, 1)),
    ]).flatmap(tensors),
    dtype=DTYPES,
    examples=6,
)  # fmt: skip
def test_bilinear_scores_agree_with_matrix_products(values, dtype):
    """Values and gradients are those of query · weight · keyᵀ, for every entry and head."""
    assert_parity(
        task6.bilinear_scores,
        lambda query, key, weight: query[:, None] @ weight @ key[:, None].transpose(-1, -2),
        *(value.to(dtype) for value in values),
        what="bilinear_scores(query, key, weight)",
        names=("query", "key", "weight"),
    )


@step("6.1")
@pytest.mark.parametrize(
    "wrong",
    [
        ((2, 3, 5), (2, 4, 6), (7, 6, 5)),
        ((2, 3, 1), (2, 4, 6), (7, 5, 6)),
        ((2, 3, 5), (2, 4, 6), (7, 5, 1)),
        ((1, 3, 5), (2, 4, 6), (7, 5, 6)),
        ((3, 5), (4, 6), (7, 5, 6)),
        ((2, 3, 5), (2, 4, 6), (5, 6)),
    ],
)
def test_bilinear_scores_of_shapes_that_do_not_fit_are_refused(wrong):
    """Sizes that differ are a ValueError, also where one of them is 1 and einsum would go on."""
    query, key, weight = torch.ones(2, 3, 5), torch.ones(2, 4, 6), torch.ones(7, 5, 6)
    scores = task6.bilinear_scores(query, key, weight)
    assert_close(scores, torch.full((2, 7, 3, 4), 30.0), "the scores of ones")
    with raises(ValueError, mention=[str(shape) for shape in wrong], what=f"shapes {wrong}"):
        task6.bilinear_scores(*map(torch.ones, wrong))


@step("6.1")
def test_pick_that_you_can_check_by_hand():
    """From [1, 2, 3] the element at 2 is 3, from [4, 5, 6] that at 0 is 4."""
    picked = task6.pick(torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.tensor([2, 0]))
    assert_close(picked, torch.tensor([3.0, 4.0]), "pick(logits, [2, 0])")


@step("6.1")
@given(
    logits_and_index=st.tuples(shapes(max_dims=3, max_side=3), st.integers(1, 4)).flatmap(
        lambda sizes: st.tuples(
            tensors((*sizes[0], sizes[1])),
            tensors(sizes[0], low=0, high=max(sizes[1] - 1, 1), dtype=torch.int64).map(
                lambda index: index.clamp(max=sizes[1] - 1)
            ),
        )
    ),
    dtype=DTYPES,
    examples=8,
)
def test_pick_takes_one_element_of_each_row(logits_and_index, dtype):
    """Whatever the axes in front: one element of each row, which alone gets the gradient."""
    logits, index = logits_and_index
    chosen = torch.nn.functional.one_hot(index, logits.shape[-1])
    assert_parity(
        task6.pick,
        lambda logits, index: (logits * chosen).sum(dim=-1),
        logits.to(dtype),
        index,
        what="pick(logits, index)",
        names=("logits", "index"),
    )


@step("6.1")
@pytest.mark.parametrize(
    ("logits", "index"),
    [((2, 3), (1,)), ((2, 3), (3,)), ((2, 3), (2, 1)), ((2, 2, 3), (2,)), ((2, 3), ()), ((), ())],
)
def test_pick_refuses_an_index_of_another_shape(logits, index):
    """An index whose shape is not that of the logits without the last axis is a ValueError."""
    picked = task6.pick(torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([1]))
    assert_close(picked, torch.tensor([2.0]), "pick(logits, [1])")
    with raises(ValueError, mention=str(index), what=f"pick of shapes {logits} and {index}"):
        task6.pick(torch.zeros(logits), torch.zeros(index, dtype=torch.int64))


@step("6.1")
@pytest.mark.parametrize("index", [3, -1])
def test_pick_refuses_an_index_out_of_range(index):
    """An index below 0 or past the last class is an error: here -1 does not count from the end."""
    picked = task6.pick(torch.tensor([1.0, 2.0, 3.0]), torch.tensor(2))
    assert_close(picked, torch.tensor(3.0), "pick(logits, 2)")
    with raises((RuntimeError, IndexError, ValueError), what=f"pick(logits, {index}) of 3 classes"):
        task6.pick(torch.tensor([1.0, 2.0, 3.0]), torch.tensor(index))


@step("6.1")
@given(
    x=layouts(tensors((3, 4))),
    y=layouts(tensors((2, 4))),
    weight=layouts(tensors((2, 4, 4))),
    examples=6,
)
def test_functions_leave_their_inputs_alone(x, y, weight):
    """No input is written to, however it lies in memory; nothing is printed or drawn."""
    held = [learner.hold(value) for value in (x, y, weight, torch.tensor([3, 0, 2]))]
    with no_side_effects(*held):
        distances = task6.pairwise_squared_distances(held[0], held[1])
        scores = task6.bilinear_scores(held[0][None], held[1][None], held[2])
        picked = task6.pick(held[0], held[3])
    assert_close(distances, (x[:, None] - y).square().sum(-1), "the distances")
    assert_close(scores, (x @ weight @ y.T)[None], "the bilinear scores")
    assert_close(picked, x[[0, 1, 2], [3, 0, 2]], "pick(x, [3, 0, 2])", tolerance=EXACT)
