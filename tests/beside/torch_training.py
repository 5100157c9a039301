"""Small models, optimizers and loaders for the learner's training loop."""

import torch
from torch import nn
from torch.utils.data import DataLoader


def classifier(p=0.0):
    """Vectors of 3 features to the logits of 2 classes, with dropout."""
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Dropout(p), nn.Linear(4, 2))


def language_model(vocab_size):
    """Token ids (B, T) to logits (B, T, vocab_size)."""
    return nn.Sequential(nn.Embedding(vocab_size, 3), nn.Linear(3, vocab_size))


def identity():
    """A model whose logits are its inputs."""
    return nn.Identity()


def sgd(model, lr, momentum=0.0):
    """PyTorch's optimizer for the parameters of a model."""
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)


def loader(pairs, batch_size):
    """PyTorch's loader of a list of (input, target)."""
    return DataLoader(pairs, batch_size=batch_size)


def one_shot(batches):
    """An iterable that gives each batch once, and has no length."""
    yield from batches


def set_gradients(model, value):
    """Leave a gradient of this value in every parameter."""
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, value)


def set_modes(model, modes):
    """Put every module inside into a mode of its own."""
    for module, mode in zip(model.modules(), modes, strict=True):
        module.training = mode
