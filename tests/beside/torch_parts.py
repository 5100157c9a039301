"""What there is to ask of a module of PyTorch's as a whole: its parts, copies, moves, its start."""

import copy
import io

import torch
from torch import nn


def described(module):
    """The name, shape, dtype and kind of everything in the state, and whether it is a module."""
    parameters = dict(module.named_parameters(remove_duplicate=False))
    return {
        "is a module": isinstance(module, nn.Module),
        "state": [
            (name, tuple(value.shape), value.dtype, name in parameters)
            for name, value in module.state_dict().items()
        ],
        "trainable": all(p.requires_grad and p.is_leaf for p in parameters.values()),
    }


def started(seed, kind, *args, **kwargs):
    """A module made with this seed in PyTorch's global random state."""
    torch.manual_seed(seed)
    return kind(*args, **kwargs)


def tied(module):
    """Whether any two parts of the state share memory."""
    places = [value.data_ptr() for value in module.state_dict().values()]
    return len(set(places)) < len(places)


def moved(module, x, where):
    """A copy of the module moved by `.to(where)`: dtypes and devices of the state and output."""
    module = copy.deepcopy(module).to(where)
    seen = [*module.state_dict().values(), module(x.to(where))]
    return {(str(value.dtype), value.device.type) for value in seen}


def saved_and_loaded(module, other, x):
    """`other` with the state of `module`, by way of a file; both outputs for `x`."""
    file = io.BytesIO()
    torch.save(module.state_dict(), file)
    file.seek(0)
    other.load_state_dict(torch.load(file, weights_only=True))
    return [part(x).detach() for part in (module, other)]


def copied_after_a_call(module, x):
    """The output for `x` of a deep copy that is made once the module has been called."""
    module(x)
    return copy.deepcopy(module)(x).detach()


def is_linear(module):
    """Is it PyTorch's own linear layer?"""
    return isinstance(module, nn.Linear)


def dropout_of(module):
    """The p of PyTorch's own dropout; of anything else its name."""
    return module.p if isinstance(module, nn.Dropout) else type(module).__name__
