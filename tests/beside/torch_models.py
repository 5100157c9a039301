"""Modules of PyTorch to put beside the learner's, and calls without a round trip each."""

import torch
from torch import nn


class Recorder(nn.Module):
    """Stands for a model: passes calls on to it, and keeps what it is called with, and how."""

    def __init__(self, model):
        super().__init__()
        self.inner = model
        self.calls = []

    def forward(self, *args, **kwargs):
        self.calls.append(
            {
                "inputs": [_plain(value) for value in args],
                "training": [module.training for module in self.modules()],
                "grad": torch.is_grad_enabled(),
            }
        )
        return self.inner(*args, **kwargs)


def recorder(model):
    """A module around `model`; its `calls` tell of each call: `inputs`, `training` of itself and
    of every module inside, `grad` (whether gradients are being recorded)."""
    return Recorder(model)


def affine(scale, shift):
    """A module without parameters: x * scale + shift."""

    class Affine(nn.Module):
        def forward(self, x):
            return x * scale + shift

    return Affine()


def repeat(function, times, *args, **kwargs):
    """The results of calling `function` again and again, as plain data."""
    return [_plain(function(*args, **kwargs)) for _ in range(times)]


def each(function, inputs):
    """The results of calling `function` on each input, as plain data."""
    return [_plain(function(value)) for value in inputs]


def _plain(value):
    return value.detach().clone() if isinstance(value, torch.Tensor) else value
