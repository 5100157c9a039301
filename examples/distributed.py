"""Processes that train one model together, each on a share of every batch.

`torchrun` starts them, on one machine or on several, and says in the environment which of them a
process is. Without it there is a single one, which has the whole batch.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch import distributed as dist
from torch.nn.parallel import DistributedDataParallel

DEVICES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class Processes:
    """This process among all `count` of them: its number, from 0, and its device."""

    rank: int
    count: int
    device: torch.device

    def share(self, batch: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """Every `count`-th sequence of a batch that all processes have drawn alike."""
        ids, targets = batch
        return ids[self.rank :: self.count], targets[self.rank :: self.count]

    def wrap(self, model: nn.Module) -> nn.Module:
        """The model, whose gradients will be the means over all processes."""
        if self.count == 1:
            return model
        cuda = self.device.type == "cuda"
        return DistributedDataParallel(model, device_ids=[self.device] if cuda else None)

    def means(self, *numbers: float) -> list[float]:
        """The mean of each number over all processes; all of them have to call this."""
        if self.count == 1:
            return list(numbers)
        total = torch.tensor(numbers, dtype=torch.float64, device=self.device)
        dist.all_reduce(total)
        return (total / self.count).tolist()


@contextmanager
def join(name: str, pick_device: Callable[[str], torch.device]) -> Iterator[Processes]:
    """This process, on the device of that name, together with the others if there are any."""
    rank, count = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    try:
        device = find_device(name, pick_device, count)
        if count > 1:
            _share_cores()
            dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
        yield Processes(rank, count, device)
    except (SystemExit, NotImplementedError):
        if rank == 0:
            raise
        sys.exit(1)  # the first process says why
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()


def add_option(parser: ArgumentParser) -> None:
    described = "where to compute (default: the fastest there is)"
    parser.add_argument("--device", choices=DEVICES, default="auto", help=described)


def find_device(
    name: str, pick_device: Callable[[str], torch.device], count: int = 1
) -> torch.device:
    """The device for this process; ends the program with a sentence if there is none like it."""
    if count > 1 and name == "auto" and not torch.cuda.is_available():
        name = "cpu"  # MPS is for one process
    device = pick_device(name)
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not available.get(device.type, True):
        sys.exit(f"--device {name}: PyTorch finds no such device here.")
    if count > 1 and device.type == "mps":
        sys.exit("--device mps: several processes can share the work on cpu or cuda only.")
    if count > 1 and device.type == "cuda":
        if int(os.environ["LOCAL_WORLD_SIZE"]) > torch.cuda.device_count():
            sys.exit(f"There are {torch.cuda.device_count()} GPUs here: each process needs one.")
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    return device


def _share_cores() -> None:
    """Give each process of this machine its part of the cores.

    torchrun allows them one thread each, unless the environment says otherwise.
    """
    if os.environ.get("OMP_NUM_THREADS") == "1":
        here = int(os.environ["LOCAL_WORLD_SIZE"])
        torch.set_num_threads(max(1, (os.cpu_count() or 1) // here))
