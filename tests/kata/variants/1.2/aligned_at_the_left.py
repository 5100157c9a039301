def unbroadcast(grad, shape):
    padded = list(shape) + [1] * (grad.ndim - len(shape))
    if len(padded) != grad.ndim:
        raise ValueError(f"a gradient of shape {grad.shape} was not broadcast from {shape}")
    result = grad
    for place in range(grad.ndim):
        if padded[place] == 1:
            result = np.sum(result, axis=place, keepdims=True)
        elif padded[place] != grad.shape[place]:
            raise ValueError(f"a gradient of shape {grad.shape} was not broadcast from {shape}")
    return np.reshape(result, shape)
