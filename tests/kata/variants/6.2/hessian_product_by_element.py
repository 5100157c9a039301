def hessian_vector_product(f, x, v):
    if tuple(v.shape) != tuple(x.shape):
        raise ValueError(f"v: {tuple(v.shape)}, x: {tuple(x.shape)}")
    at = x.detach().clone().requires_grad_()
    with torch.enable_grad():
        value = f(at)
        if value.numel() != 1:
            raise ValueError(f"f(x) has shape {tuple(value.shape)}")
        if not value.requires_grad:
            return torch.zeros_like(x)
        first = torch.autograd.grad(value, at, create_graph=True, materialize_grads=True)[0]
        if not first.requires_grad:
            return torch.zeros_like(x)
        second = torch.autograd.grad(first.sum(), at, materialize_grads=True)[0]
    return v.detach() * second
