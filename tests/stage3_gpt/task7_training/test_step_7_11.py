"""Step 7.11: random batches of text."""

import math

import pytest
import torch
from hypothesis import strategies as st

from kata import learner
from kata.learner import task7_training
from kata.testing import EXACT, assert_close, given, raises, step
from kata.testing.pytorch import no_side_effects

INTEGERS = [torch.uint8, torch.int16, torch.int32, torch.int64, torch.uint16]


def batch(tokens, batch_size, block_size, seed=0, **options):
    """The learner's batch, drawn with a generator of its own."""
    generator = learner.generator(seed)
    ids, targets = task7_training.get_batch(
        tokens, batch_size, block_size, generator=generator, **options
    )
    return ids, targets


def assert_windows(ids, targets, tokens, batch_size, block_size):
    """Both are windows of `tokens`, a text without a repeated id; gives where they start."""
    for name, part in {"ids": ids, "targets": targets}.items():
        shape = (batch_size, block_size)
        assert tuple(part.shape) == shape, (
            f"`{name}` must have the shape (B, T) = {shape}, not {tuple(part.shape)}"
        )
        assert part.dtype == torch.int64, f"`{name}` must be int64, not {part.dtype}"
    places = {token: place for place, token in enumerate(tokens.tolist())}
    starts = torch.tensor([places[first] for first in ids[:, 0].tolist()])
    assert starts.max() + block_size < len(tokens), (
        f"a window starts at {starts.max()}, too late for {block_size} ids and a target after them "
        f"in a text of {len(tokens)} ids"
    )
    window = starts[:, None] + torch.arange(block_size)  # (B, T)
    plain = tokens.long()
    assert_close(ids, plain[window], "`ids`: T ids that follow each other", tolerance=EXACT)
    what = "`targets`: what comes one place after each of the ids"
    assert_close(targets, plain[window + 1], what, tolerance=EXACT)
    return starts


@step("7.11")
def test_a_batch_that_you_can_check_by_hand():
    """The text 5, 8, 3, 9, 1 has one window of four ids: 5, 8, 3, 9 with the targets 8, 3, 9, 1."""
    tokens = torch.tensor([5, 8, 3, 9, 1])
    ids, targets = task7_training.get_batch(tokens, 2, 4)
    assert_close(ids, torch.tensor([[5, 8, 3, 9]] * 2), "`ids` of two windows")
    assert_close(targets, torch.tensor([[8, 3, 9, 1]] * 2), "`targets` of two windows")
    pairs = [(3, 9), (5, 8), (8, 3), (9, 1)]
    ids, targets = batch(tokens, 100, 1)
    found = sorted(set(zip(ids.flatten().tolist(), targets.flatten().tolist(), strict=True)))
    assert found == pairs, (
        f"100 windows of one id must be, each with its target, all of {pairs}, not {found}"
    )


@step("7.11")
@given(
    length=st.integers(2, 40),
    block_size=st.integers(1, 12),
    batch_size=st.integers(1, 8),
    dtype=st.sampled_from(INTEGERS),
    seed=st.integers(0, 1000),
)
def test_targets_are_one_ahead_in_windows_of_the_text(length, block_size, batch_size, dtype, seed):
    """Windows are contiguous and never past the end, int64 whatever the tokens are, (B, T)."""
    order = torch.randperm(200, generator=torch.Generator().manual_seed(seed))
    tokens = order[:length].to(dtype)
    block_size = min(block_size, length - 1)
    ids, targets = batch(tokens, batch_size, block_size, seed)
    assert_windows(ids, targets, tokens, batch_size, block_size)


@step("7.11")
@pytest.mark.parametrize(("batch_size", "block_size"), [(3, 5), (5, 3), (4, 4), (1, 7), (7, 1)])
def test_rows_are_windows_and_columns_are_time(batch_size, block_size):
    """The first axis counts the windows and the second the places in them, B = T included."""
    tokens = torch.arange(100, 150)
    ids, targets = batch(tokens, batch_size, block_size)
    starts = assert_windows(ids, targets, tokens, batch_size, block_size)
    assert batch_size == 1 or len(set(starts.tolist())) > 1, (
        f"all {batch_size} windows start at {starts[0]}: each has to be drawn by itself"
    )


@step("7.11")
@pytest.mark.parametrize("block_size", [1, 3, 6])
def test_every_window_is_equally_likely(block_size):
    """Each start from 0 to len(tokens) - T - 1 comes up, equally often: the last one too."""
    tokens, draws = torch.arange(10, 20), 6000
    ids, targets = batch(tokens, draws, block_size, seed=block_size)
    starts = assert_windows(ids, targets, tokens, draws, block_size)
    places = len(tokens) - block_size
    counts = torch.bincount(starts, minlength=places).tolist()
    share = 1 / places
    room = 6 * math.sqrt(draws * share * (1 - share))  # six standard deviations
    for start, count in enumerate(counts):
        assert abs(count - draws * share) <= room, (
            f"of {draws} windows of {block_size} ids in a text of {len(tokens)}, {count} start at "
            f"{start}, and about {draws * share:.0f} should: the possible starts are 0 to "
            f"{places - 1}"
        )


@step("7.11")
def test_neighbouring_windows_are_drawn_apart():
    """Where one window starts says nothing about the next one in the batch."""
    tokens, draws = torch.arange(10), 4000
    ids, targets = batch(tokens, draws, 2, seed=5)
    starts = assert_windows(ids, targets, tokens, draws, 2)
    differences = (starts[1:] - starts[:-1]) % 8
    counts = torch.bincount(differences, minlength=8)
    assert (counts - draws / 8).abs().max() <= 6 * math.sqrt(draws * 7 / 64), (
        "the starts of a batch follow a pattern: draw every one of them at random"
    )


@step("7.11")
def test_batches_are_drawn_from_the_generator():
    """The same seed gives the same batches, another seed others; the global random state stays."""
    tokens = torch.arange(1000)
    before = learner.random_state()
    generators = [learner.generator(seed) for seed in (1, 1, 2)]
    runs = [
        [task7_training.get_batch(tokens, 6, 9, generator=generator)[0] for _ in range(2)]
        for generator in generators
    ]
    for run in runs:
        for ids in run:
            assert_windows(ids, ids + 1, tokens, 6, 9)
    (first, second), again, other = runs
    assert_close(torch.stack(again), torch.stack([first, second]), "batches of the same seed")
    assert not torch.equal(first, second), "two batches of one generator are the same: it must move"
    assert not torch.equal(first, other[0]), "another seed gave the same batch: draw from it"
    assert learner.random_state() == before, (
        "the global random state moved, though a generator was given: draw from that"
    )


@step("7.11")
def test_the_shortest_text_has_a_single_window():
    """T + 1 ids are enough for one window, T are not: a ValueError that names both sizes."""
    for block_size in (1, 8, 31):
        tokens = torch.arange(50, 50 + block_size + 1)
        ids, targets = batch(tokens, 3, block_size)
        assert_close(ids, tokens[:-1].expand(3, -1), f"`ids` of {block_size + 1} tokens")
        assert_close(targets, tokens[1:].expand(3, -1), f"`targets` of {block_size + 1} tokens")
    for length, block_size in ((8, 8), (3, 8), (0, 12), (1, 47)):
        with raises(
            ValueError,
            mention=(str(length), str(block_size)),
            what=f"get_batch of {length} tokens with block_size = {block_size}",
        ):
            batch(torch.arange(length), 2, block_size)


@step("7.11")
@pytest.mark.parametrize("shape", [(), (4, 10), (40, 1), (1, 40)])
def test_a_text_has_one_axis(shape):
    """Tokens of no axis or of several are a ValueError that names their shape."""
    tokens = torch.arange(40)
    ids, targets = batch(tokens, 2, 3)
    assert_windows(ids, targets, tokens, 2, 3)
    wrong = torch.zeros(shape, dtype=torch.int64)
    with raises(ValueError, mention=str(shape), what=f"get_batch of tokens of shape {shape}"):
        batch(wrong, 2, 3)


@step("7.11")
def test_batches_are_on_the_device_that_is_asked_for():
    """Ids and targets are on `device`: the CPU unless told, here PyTorch's "meta", without data."""
    tokens = torch.arange(40)
    ids, targets = batch(tokens, 2, 3)
    assert_windows(ids, targets, tokens, 2, 3)
    for name, part in zip(("ids", "targets"), batch(tokens, 2, 3, device="meta"), strict=True):
        assert part.device.type == "meta", (
            f"`{name}` must be on `device`, not on {part.device.type}: `.to(device)` moves it"
        )


@step("7.11")
@pytest.mark.parametrize("dtype", INTEGERS)
def test_the_text_stays_as_it_is(dtype):
    """Tokens are not changed, also where they lie in memory with gaps; nothing is printed."""
    tokens = torch.stack([torch.arange(30), torch.zeros(30, dtype=torch.int64)], dim=1).to(dtype)
    held = learner.hold(tokens[:, 0])
    with no_side_effects(held):
        ids, targets = batch(held, 5, 4)
    assert_windows(ids, targets, tokens[:, 0], 5, 4)
