def unbroadcast(grad, shape):
    if len(shape) > grad.ndim or any(
        n not in (1, m) for n, m in zip(shape[::-1], grad.shape[::-1], strict=False)
    ):
        raise ValueError("shapes do not fit")
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad
