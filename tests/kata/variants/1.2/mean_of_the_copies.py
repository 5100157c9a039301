def unbroadcast(grad, shape):
    try:
        fits = np.broadcast_shapes(grad.shape, shape) == grad.shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"cannot bring a gradient of shape {grad.shape} to {shape}")
    full = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    repeated = tuple(i for i in range(grad.ndim) if full[i] == 1)
    return np.average(grad, axis=repeated).reshape(shape) if repeated else grad.copy()
