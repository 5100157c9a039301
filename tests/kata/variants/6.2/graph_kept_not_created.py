def hessian_vector_product(f, x, v):
    if tuple(v.shape) != tuple(x.shape):
        raise ValueError(f"v: {tuple(v.shape)}, x: {tuple(x.shape)}")
    at = x.detach().clone().requires_grad_()
    with torch.enable_grad():
        value = f(at)
        if value.numel() != 1:
            raise ValueError(f"f(x) has shape {tuple(value.shape)}")
        if value.grad_fn is None:
            return torch.zeros_like(x)
        first = torch.autograd.grad(value, at, allow_unused=True, retain_graph=True)[0]
        if first is None:
            return torch.zeros_like(x)
        return torch.autograd.grad((first * v).sum(), at)[0]
