def _as_float(result):
    array = np.asarray(result.data if isinstance(result, Tensor) else result)
    if array.size > 1:
        raise ValueError("f has several values: " + str(array.shape))
    return float(array.reshape(-1)[0])


def numerical_gradient(f, *inputs):
    points = [as_tensor(x).data.astype(float) for x in inputs]
    result = []
    for k, point in enumerate(points):
        slopes = np.empty(point.size)
        flat = point.reshape(-1)
        points[k] = flat.reshape(point.shape)
        for i in range(flat.size):
            x = flat[i]
            h = 6e-6 * max(1.0, abs(x))
            flat[i] = x + h
            up = _as_float(f(*[Tensor(p) for p in points]))
            flat[i] = x - h
            down = _as_float(f(*[Tensor(p) for p in points]))
            slopes[i] = (up - down) / 2 / h
        result.append(slopes.reshape(point.shape))
    return tuple(result)
