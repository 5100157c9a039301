def gradient(f, x):
    point = x.detach().clone()
    point.requires_grad_(True)
    with torch.enable_grad():
        value = f(point)
        if value.numel() != 1:
            raise ValueError(f"f(x) has shape {tuple(value.shape)}")
        total = value.sum() + 0 * point.sum()  # so that it always depends on the point
    torch.autograd.backward([total])
    return point.grad.clone()
