"""Datasets to load from, and what there is to ask of the learner's."""

import os
import pickle

import torch
from torch.utils.data import DataLoader, Dataset


def passes(loader, times=1):
    """The batches of each of several passes over a loader, fetched in one go."""
    return [list(loader) for _ in range(times)]


def kinds(dataset, loader):
    """Whether these are PyTorch's own kinds of thing."""
    return isinstance(dataset, Dataset), isinstance(loader, DataLoader)


def views(text, dataset, index):
    """Which tensors of an item lie in the memory of the text, a tensor or an array."""
    whole = torch.as_tensor(text).untyped_storage().data_ptr()
    return [value.untyped_storage().data_ptr() == whole for value in dataset[index]]


def pickled(dataset):
    """The dataset as a worker process gets it where processes are not forked."""
    return pickle.loads(pickle.dumps(dataset))


class Processes(Dataset):
    """Items that tell which process made them."""

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return os.getpid()


def processes():
    """A dataset of process ids, and the id of this process."""
    return Processes(), os.getpid()
