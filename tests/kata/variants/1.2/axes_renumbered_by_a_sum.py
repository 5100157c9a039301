def unbroadcast(grad, shape):
    if len(shape) > grad.ndim:
        raise ValueError(f"{shape} has more axes than the gradient {grad.shape}")
    for n, m in zip(reversed(shape), reversed(grad.shape)):
        if n != m and n != 1:
            raise ValueError(f"{shape} does not fit the gradient {grad.shape}")
    total = grad
    for _ in range(grad.ndim - len(shape)):
        total = total.sum(0)
    ones = [axis for axis in range(len(shape)) if shape[axis] == 1]
    while ones:
        total = total.sum(ones.pop(0))
    return np.array(total).reshape(shape)
