def unbroadcast(grad, shape):
    extra = len(grad.shape) - len(shape)
    pairs = list(zip(shape, grad.shape[extra:])) if extra >= 0 else [(0, 1)]
    if not all(n == m or n == 1 for n, m in pairs):
        raise ValueError(f"{grad.shape} did not come from {shape}")
    for _ in range(extra):
        grad = np.add.reduce(grad)
    for axis, (n, _) in enumerate(pairs):
        grad = np.add.reduce(grad, axis, keepdims=True) if n == 1 else grad
    return grad[()] if shape == () else grad
