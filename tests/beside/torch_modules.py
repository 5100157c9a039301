"""Modules of PyTorch seen from beside: their values as plain data, and PyTorch's settings."""

import torch


def load(module, values):
    """Write values into parameters and buffers in place, by name."""
    found = dict(module.named_parameters(remove_duplicate=False))
    found.update(module.named_buffers(remove_duplicate=False))
    with torch.no_grad():
        for name, value in values.items():
            if name not in found:
                raise KeyError(f"the module has no `{name}`; it has {', '.join(found)}")
            if found[name].shape != value.shape:
                shapes = f"{tuple(found[name].shape)}, expected {tuple(value.shape)}"
                raise ValueError(f"`{name}` has shape {shapes}")
            found[name].copy_(value)


def parameters(module):
    """The values of the parameters by name."""
    return {name: parameter.detach() for name, parameter in module.named_parameters()}


def gradients(module):
    """The gradients of the parameters by name."""
    return {name: parameter.grad for name, parameter in module.named_parameters()}


def state(module):
    """The values of the state by name."""
    return {name: value.detach() for name, value in module.state_dict().items()}


def modes(module):
    """Whether each module is in training mode, by name."""
    return {name: inner.training for name, inner in module.named_modules()}


def settings():
    """Settings of PyTorch's that a function may not leave changed."""
    return {
        "torch.is_grad_enabled()": torch.is_grad_enabled(),
        "torch.is_inference_mode_enabled()": torch.is_inference_mode_enabled(),
        "torch.get_default_dtype()": torch.get_default_dtype(),
        "torch.get_num_threads()": torch.get_num_threads(),
    }
