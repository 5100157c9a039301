"""Automatic differentiation beside the learner's functions: what needs a graph from end to end."""

import torch


def without_graphs(function, *args):
    """The result of a call inside `torch.no_grad()`."""
    with torch.no_grad():
        return function(*args)


def second_gradients(function, x, g, v):
    """The gradients at `x` and at `g` of `v · (gradient at x of g · function(x))`."""
    x, g = x.clone().requires_grad_(), g.clone().requires_grad_()
    (first,) = torch.autograd.grad(function(x), x, g, create_graph=True)
    return torch.autograd.grad(first, (x, g), v)


def passes_gradcheck(function, x):
    """What PyTorch's own checks of first and second derivatives say."""
    x = x.clone().requires_grad_()
    checks = torch.autograd.gradcheck, torch.autograd.gradgradcheck
    return [check(function, (x,), raise_exception=False) for check in checks]


def backward_after_a_change_in_place(function, x):
    """Change the input of `function` after the call, then send a gradient back."""
    inside = x.clone().requires_grad_() * 1.0
    y = function(inside)
    inside.add_(1.0)
    y.sum().backward()
