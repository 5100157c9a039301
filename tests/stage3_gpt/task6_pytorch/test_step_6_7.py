"""Step 6.7: windows over a text, and batches of them."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task6
from kata.testing import EXACT, assert_close, given, raises, step
from kata.testing.pytorch import no_side_effects

FORMS = {  # a text may come as any of these
    "a list": list,
    "a tuple": tuple,
    "a tensor of int64": lambda text: torch.tensor(text),
    "a tensor of int32": lambda text: torch.tensor(text, dtype=torch.int32),
    "an array of int64": lambda text: np.array(text),
    "an array of uint16": lambda text: np.array(text, np.uint16),
    "an array of uint8": lambda text: np.array(text, np.uint8),
}


def assert_item(item, text, start, size, what):
    """The item is a pair of inputs and targets, as int64 tensors."""
    assert isinstance(item, tuple) and len(item) == 2, f"{what} must be a pair, not {item}"
    inputs, targets = torch.tensor(text[start:][:size]), torch.tensor(text[start + 1 :][:size])
    assert_close(item[0], inputs, f"the inputs of {what}", tolerance=EXACT)
    assert_close(item[1], targets, f"the targets of {what}, one ahead", tolerance=EXACT)
    dtypes = [value.dtype for value in item]
    assert dtypes == [torch.int64] * 2, f"inputs and targets of {what} must be int64, not {dtypes}"


def counting(count, size):
    """A dataset over the text 0, 1, 2, …: the first token of an item is its index."""
    return task6.TextWindows(list(range(count)), size)


def indices(batches):
    """Which items stand in each batch of such a dataset."""
    return [inputs[:, 0].tolist() for inputs, _ in batches]


@step("6.7")
def test_windows_that_you_can_check_by_hand():
    """Five tokens have two windows of three: 10, 11, 12 and 11, 12, 13, each with the next ones."""
    dataset = task6.TextWindows([10, 11, 12, 13, 14], block_size=3)
    assert len(dataset) == 2, f"there are 2 windows, not {len(dataset)}"
    assert_item(dataset[0], [10, 11, 12, 13, 14], 0, 3, "dataset[0]")
    assert_item(dataset[1], [10, 11, 12, 13, 14], 1, 3, "dataset[1]")


@step("6.7")
@given(
    text=st.lists(st.integers(0, 255), min_size=2, max_size=9),
    form=st.sampled_from(list(FORMS)),
    data=st.data(),
)
def test_every_window_has_its_targets(text, form, data):
    """Whatever the text comes as: len(tokens) - T items, targets one ahead, all int64."""
    size = data.draw(st.integers(1, len(text) - 1))
    dataset = task6.TextWindows(FORMS[form](text), size)
    count = len(text) - size
    assert len(dataset) == count, f"{len(text)} tokens and T = {size} make {count} items"
    for i in range(count):
        what = f"dataset[{{}}], of a text that is {form}, with T = {size}"
        assert_item(dataset[i], text, i, size, what.format(i))
        assert_item(dataset[i - count], text, i, size, what.format(i - count))


@step("6.7")
def test_indices_past_the_ends_are_refused():
    """Past the ends there is an IndexError, which also ends a loop over the dataset."""
    text = [3, 1, 4, 1, 5]
    dataset = task6.TextWindows(text, 2)
    items = list(itertools.islice(dataset, 10))
    assert len(items) == 3, f"a loop over the dataset gives 3 items, not {len(items)}"
    for i, item in enumerate(items):
        assert_item(item, text, i, 2, f"item {i} of a loop")
    for index in (3, 4, 100, -4, -100):
        with raises(IndexError, what=f"dataset[{index}] of 3 items"):
            dataset[index]


@step("6.7")
@pytest.mark.parametrize("form", ["a tensor of int64", "an array of int64", "an array of uint16"])
def test_the_text_is_not_copied(form):
    """A change of the text shows in the items, and of an int64 text they are views."""
    values = list(range(10, 20))
    text = learner.hold(FORMS[form](values))
    dataset = task6.TextWindows(text, 3)
    assert_item(dataset[4], values, 4, 3, "dataset[4]")
    assert learner.unchanged(text), "the text was changed"
    text[5] = values[5] = 99
    what = f"dataset[4], after text[5] = 99 (the text is {form}): make no copy of the text"
    assert_item(dataset[4], values, 4, 3, what)
    if "int64" in form:
        views = learner.beside("torch_data").views(text, dataset, 4)
        assert views == [True, True], "the items of an int64 text must be views, not copies"


@step("6.7")
@pytest.mark.parametrize(
    ("text", "size"),
    [([1, 2, 3], 3), ([1, 2, 3], 4), ([1], 1), ([], 1), ([1, 2, 3], 0), ([1, 2, 3], -1),
     ([[1, 2], [3, 4], [5, 6]], 1), (7, 1)],
)  # fmt: skip
def test_texts_without_a_window_are_refused(text, size):
    """A text too short for one window and its targets, not of one axis, or T < 1: ValueError."""
    dataset = task6.TextWindows([1, 2, 3], 2)
    assert len(dataset) == 1, f"3 tokens have one window of 2 with its targets, not {len(dataset)}"
    assert_item(dataset[0], [1, 2, 3], 0, 2, "the only item")
    with raises(ValueError, what=f"TextWindows({text}, {size})"):
        task6.TextWindows(torch.tensor(text), size)


@step("6.7")
@pytest.mark.parametrize("text", [[1.0, 2.0, 3.0], [True, False, True]])
def test_tokens_that_are_not_integers_are_refused(text):
    """Tokens are ids: real numbers or booleans are a TypeError."""
    assert_item(task6.TextWindows([1, 2, 3], 1)[1], [1, 2, 3], 1, 1, "dataset[1] of integers")
    for form in (text, torch.tensor(text), np.array(text)):
        with raises(TypeError, what=f"TextWindows({form}, 1)"):
            task6.TextWindows(form, 1)


@step("6.7")
@pytest.mark.parametrize("drop_last", [False, True])
def test_batches_that_you_can_check_by_hand(drop_last):
    """Five items in batches of two: items 0 and 1, 2 and 3, and 4 alone, unless it is dropped."""
    dataset = counting(7, 2)
    loader = task6.make_loader(dataset, 2, drop_last=drop_last)
    kinds = learner.beside("torch_data").kinds(dataset, loader)
    assert kinds == (True, True), "these must be a Dataset and a DataLoader of torch.utils.data"
    (batches,) = learner.beside("torch_data").passes(loader)
    expected = [[0, 1], [2, 3], [4]][: 2 if drop_last else 3]
    assert indices(batches) == expected, f"the batches hold the items {indices(batches)}"
    assert len(loader) == len(expected), f"len(loader) is {len(loader)}, not {len(expected)}"
    for (inputs, targets), items in zip(batches, expected, strict=True):
        right = torch.tensor([[i, i + 1] for i in items])
        assert_close(inputs, right, f"the inputs of the items {items}", tolerance=EXACT)
        assert_close(targets, right + 1, f"the targets of the items {items}", tolerance=EXACT)


@step("6.7")
@given(seed=st.integers(0, 1000), size=st.sampled_from([1, 4, 5, 11, 20]), examples=5)
def test_shuffled_passes_give_every_item_once_in_new_orders(seed, size):
    """Every pass has each item once, in batches as large as asked for, in an order of its own."""
    loader = task6.make_loader(
        counting(14, 3), size, shuffle=True, generator=learner.generator(seed)
    )
    lengths = [min(size, 11 - k) for k in range(0, 11, size)]
    orders = []
    for batches in learner.beside("torch_data").passes(loader, 3):
        found = indices(batches)
        assert [len(batch) for batch in found] == lengths, f"the batches are {found}"
        orders.append([i for batch in found for i in batch])
        assert sorted(orders[-1]) == list(range(11)), f"a pass gave the items {orders[-1]}"
        for inputs, targets in batches:
            assert_close(targets, inputs + 1, "the targets of a shuffled batch", tolerance=EXACT)
    assert list(range(11)) not in orders, "the items came in the order of the text: shuffle them"
    assert orders[0] != orders[1] != orders[2], "two passes came in one order: shuffle each"


@step("6.7")
def test_shuffling_is_reproducible_and_leaves_the_global_state_alone():
    """The generator decides the order, and no other random numbers are drawn."""
    passes = learner.beside("torch_data").passes

    def run(seed):
        generator = learner.generator(seed)
        loader = task6.make_loader(counting(14, 3), 4, shuffle=True, generator=generator)
        return [indices(batches) for batches in passes(loader, 2)]

    with no_side_effects():
        first, again, other = run(5), run(5), run(6)
    assert sorted(itertools.chain(*first[0])) == list(range(11)), f"a pass gave {first[0]}"
    assert again == first, "two generators with the same seed gave different passes"
    assert other != first, "two seeds gave the same passes: hand the generator on"


@step("6.7")
def test_without_shuffling_the_order_is_that_of_the_text():
    """Unless told to shuffle, every pass has the items in order, with a generator too."""
    for options in ({}, {"generator": learner.generator(0)}, {"shuffle": False}):
        loader = task6.make_loader(counting(8, 2), 4, **options)
        for batches in learner.beside("torch_data").passes(loader, 2):
            assert indices(batches) == [[0, 1, 2, 3], [4, 5]], f"the items came as {batches}"


@step("6.7")
@pytest.mark.parametrize("workers", [0, 2])
def test_batches_come_from_worker_processes(workers):
    """With `num_workers` other processes make the items, and without none does."""
    dataset, own = learner.beside("torch_data").processes()
    loader = task6.make_loader(dataset, 2, num_workers=workers)
    ((one, two),) = learner.beside("torch_data").passes(loader)
    makers = {int(batch[0]) for batch in (one, two)}
    assert len(one) == len(two) == 2, "four items make two batches of two"
    if workers:
        assert own not in makers and len(makers) == 2, f"{workers} workers must make the batches"
    else:
        assert makers == {own}, "without workers the calling process makes the batches"


@step("6.7")
def test_workers_change_nothing():
    """The same generator gives the same batches in the same order, with workers and without."""
    text = list(range(100, 112))
    found = []
    for workers in (0, 2):
        loader = task6.make_loader(
            task6.TextWindows(torch.tensor(text), 3),
            4,
            shuffle=True,
            generator=learner.generator(7),
            num_workers=workers,
        )
        (batches,) = learner.beside("torch_data").passes(loader)
        found.append(batches)
        starts = sorted(start for batch in indices(batches) for start in batch)
        assert starts == text[:9], f"with {workers} workers the items {starts} came"
    for plain, worked in zip(*found, strict=True):
        for name, mine, right in zip(("inputs", "targets"), worked, plain, strict=True):
            assert_close(mine, right, f"the {name} of a batch from workers", tolerance=EXACT)


@step("6.7")
def test_a_dataset_can_be_sent_to_another_process():
    """A pickled copy has the same items: so it reaches workers where processes are not forked."""
    text = [3, 1, 4, 1, 5, 9]
    dataset = task6.TextWindows(text, 2)
    assert_item(dataset[3], text, 3, 2, "dataset[3]")
    copied = learner.beside("torch_data").pickled(dataset)
    assert len(copied) == 4, f"the copy has {len(copied)} items, not 4"
    assert_item(copied[3], text, 3, 2, "item 3 of a pickled copy")


@step("6.7")
@pytest.mark.parametrize(
    ("size", "options"), [(0, {}), (-1, {}), (2, {"num_workers": -1})], ids=["0", "-1", "workers"]
)
def test_sizes_that_make_no_sense_are_refused(size, options):
    """A batch size below 1, or a negative number of workers, is a ValueError."""
    loader = task6.make_loader(counting(5, 2), 3)
    (batches,) = learner.beside("torch_data").passes(loader)
    assert indices(batches) == [[0, 1, 2]], f"three items make one batch of three, not {batches}"
    with raises(ValueError, what=f"make_loader(dataset, {size}, **{options})"):
        task6.make_loader(counting(5, 2), size, **options)
