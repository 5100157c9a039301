"""Modules whose weights are to be drawn, and recorders for a GPT."""

import torch
from torch import nn


class Branch(nn.Module):
    """A layer that feeds a residual sum, deep inside, and others whose names are like its own."""

    def __init__(self, width, bias):
        super().__init__()
        self.c_proj = nn.Linear(width, width, bias=bias)
        self.c_projection = nn.Linear(width, width, bias=bias)
        self.vec_proj = nn.Linear(width, width, bias=bias)
        self.norm = nn.LayerNorm(width)


class Model(nn.Module):
    """A model in no way like a GPT."""

    def __init__(self, width, bias):
        super().__init__()
        self.table = nn.Embedding(width, width)
        self.c_proj = nn.Linear(width, width, bias=bias)
        self.branches = nn.ModuleDict({"left": nn.Sequential(Branch(width, bias))})
        self.layers = nn.Sequential(nn.Linear(width, 2 * width, bias=bias), nn.GELU())
        self.norm = nn.LayerNorm(width)
        self.scale = nn.Parameter(torch.ones(width))


def model(width, bias=True):
    """A model of the test's own, of everything that a model may hold."""
    return Model(width, bias)


def linear(inputs, outputs):
    """A layer that is the whole model."""
    return nn.Linear(inputs, outputs)


def table(rows, width):
    """An embedding that is the whole model."""
    return nn.Embedding(rows, width)


def seeded(seed, function, *args):
    """Call `function` with PyTorch's global generator at a seed; its state is put back."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return function(*args)


def descend(model, ids, targets, lr):
    """Move every parameter once against the gradient of the loss, as an optimizer does."""
    _, loss = model(ids, targets)
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad


def recorded(model):
    """From now on `model.forward_cached` is kept account of: gives a function that tells the ids
    of each call, and how much its cache held then."""
    calls, method = [], model.forward_cached

    def forward_cached(ids, cache):
        calls.append((ids.clone(), cache.length))
        return method(ids, cache)

    model.forward_cached = forward_cached
    return lambda: calls
