"""Worker processes that learner code starts, forked or spawned: they work, and nothing stays."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch

from kata import learner
from kata.learner import task1
from kata.learner.process import LearnerStopped, Limits, Template

Run = Callable[..., Any]

CODE = """
import importlib
import os
import time

import torch
from torch.utils.data import DataLoader, Dataset

class Windows(Dataset):
    def __init__(self, size, kind="fine"):
        self.size = size
        self.kind = kind

    def __len__(self):
        return self.size

    def __getitem__(self, index):
        if self.kind == "hungry":
            self.hoard = bytearray(b"x" * (600 << 20))
            time.sleep(100)
        if self.kind == "busy":
            while True:
                pass
        if self.kind == "broken":
            raise ValueError(f"no window {index}")
        return torch.full((3,), index), os.getpid(), refused("solutions")

def refused(name):
    try:
        importlib.import_module(name)
    except ImportError as error:
        return str(error)
    return "imported"

def load(method, kind="fine"):
    # The first three of four batches: the workers are there still.
    global batches
    dataset = Windows(8, kind)
    batches = iter(DataLoader(dataset, batch_size=2, num_workers=2, multiprocessing_context=method))
    return [next(batches) for _ in range(3)]

def shuffled(seed):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(Windows(8), num_workers=2, shuffle=True, generator=generator)
    return [batch[0, 0].item() for batch, _, _ in loader]

"""

ALLOWED = ("numpy", "torch")
GENEROUS = Limits(60.0, 1024)


@pytest.fixture
def code(run: Run) -> None:
    run(CODE, GENEROUS, ALLOWED)


@pytest.fixture
def nothing_left(templates: Callable[[tuple[str, ...]], Template]) -> Iterator[None]:
    """Once the session is closed no process and no shared memory is left of it."""
    before = shared_memory()
    yield
    learner.close()
    template = templates(ALLOWED)._process
    assert template and psutil.Process(template.pid).children(recursive=True) == []
    assert shared_memory() <= before


def shared_memory() -> set[str]:
    folder = Path("/dev/shm")
    if not folder.is_dir():
        return set()
    return {f.name for f in folder.iterdir() if f.name.startswith("sem.kata-")}


@pytest.mark.usefixtures("code", "nothing_left")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_dataset_of_the_learners_works_in_workers(method: str) -> None:
    batches = task1.load(method)
    expected = torch.arange(6).reshape(3, 2, 1).expand(3, 2, 3)
    assert torch.equal(torch.stack([batch for batch, _, _ in batches]), expected)
    assert len({pid for _, pids, _ in batches for pid in pids.tolist()}) == 2
    assert "stand on their own" in batches[0][2][0]


@pytest.mark.usefixtures("code", "both_ways")
def test_workers_of_either_way_give_the_same_order() -> None:
    assert sorted(task1.shuffled(1)) == list(range(8))
    assert task1.shuffled(1) == task1.shuffled(1) != task1.shuffled(2)


@pytest.mark.usefixtures("code", "nothing_left")
def test_an_error_in_a_worker_arrives_as_what_it_is() -> None:
    with pytest.raises(ValueError, match="no window"):
        task1.load("fork", "broken")


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(
    ("kind", "limits", "words"),
    [
        ("hungry", Limits(60.0, 500), "MiB of memory"),
        ("busy", Limits(1.0, 1024), "computing"),
    ],
)
def test_workers_count_towards_the_limits(run: Run, kind: str, limits: Limits, words: str) -> None:
    run(CODE, limits, ALLOWED)
    with pytest.raises(LearnerStopped, match=words):
        task1.load("fork", kind)


@pytest.mark.usefixtures("code")
def test_killing_the_process_above_ends_the_workers(
    templates: Callable[[tuple[str, ...]], Template],
) -> None:
    task1.load("fork")
    template = templates(ALLOWED)._process
    assert template
    below = psutil.Process(template.pid).children(recursive=True)
    assert len(below) == 3
    template.kill()
    deadline = time.monotonic() + 15  # a worker looks every five seconds whether it is an orphan
    while any(p.is_running() and p.status() != "zombie" for p in below):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with pytest.raises(LearnerStopped):
        task1.shuffled(1)
