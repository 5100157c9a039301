def gradient(f, x):
    x = x.detach().requires_grad_()
    y = f(x)
    if y.numel() != 1:
        raise ValueError(f"f(x) has shape {tuple(y.shape)}")
    if not y.requires_grad:
        return torch.zeros_like(x)
    return torch.autograd.grad(y, x, materialize_grads=True)[0]


def hessian_vector_product(f, x, v):
    if x.shape != v.shape:
        raise ValueError(f"{tuple(v.shape)} is not {tuple(x.shape)}")
    x = x.detach().requires_grad_()
    y = f(x)
    if y.numel() != 1:
        raise ValueError(f"f(x) has shape {tuple(y.shape)}")
    if not y.requires_grad:
        return torch.zeros_like(x)
    first = torch.autograd.grad(y, x, create_graph=True, materialize_grads=True)[0]
    if not first.requires_grad:
        return torch.zeros_like(x)
    return torch.autograd.grad(first, x, v, materialize_grads=True)[0]
