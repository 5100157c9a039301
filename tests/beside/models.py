"""Modules and models to put beside the learner's: small, and free of expected values."""

import numpy as np


def part(Module, **attributes):
    """An instance of a subclass of `Module` with these attributes.

    Its constructor does not call that of `Module`.
    """

    class Part(Module):
        def __init__(self):
            for name, value in attributes.items():
                setattr(self, name, value)

    return Part()


def affine(Module, scale, shift):
    """A layer without parameters: x * scale + shift."""

    class Affine(Module):
        def forward(self, x):
            return x * scale + shift

    return Affine()


def state_kept_while_training_goes_on(module):
    """The state as it was taken, looked at after every parameter has been changed in place."""
    state = module.state_dict()
    for parameter in module.parameters():
        parameter.data += 100.0
    return state


class Recorder:
    """Stands for a model, and keeps the batches that it is called with."""

    def __init__(self, model):
        self.model = model
        self.batches = []

    def __call__(self, x):
        self.batches.append(_values(x))
        return self.model(x)

    def parameters(self):
        return self.model.parameters()


def recorder(Module, model):
    """A module around `model` that keeps the batches, the modes and what graphs were recorded."""

    class RecorderModule(Module):
        def forward(self, x):
            self.batches.append(_values(x))
            self.modes.append((self.training, self.inner.training))
            logits = self.inner(x)
            self.graphs.append(logits.requires_grad)
            return logits

    module = RecorderModule()
    module.inner = model
    module.batches, module.modes, module.graphs = [], [], []
    return module


def _values(x):
    return np.array(x if isinstance(x, np.ndarray) else x.data)
