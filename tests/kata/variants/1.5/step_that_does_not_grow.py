EPS = float(np.finfo(np.float64).eps) ** (1.0 / 3.0)


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
        for flat in range(point.size):
            shift = np.zeros(point.size)
            shift[flat] = EPS
            shift = shift.reshape(point.shape)
            up = f(*(Tensor(p + shift) if i == k else Tensor(p) for i, p in enumerate(points)))
            down = f(*(Tensor(p - shift) if i == k else Tensor(p) for i, p in enumerate(points)))
            slopes[flat] = 0.5 * (_as_float(up) - _as_float(down)) / EPS
        result.append(slopes.reshape(point.shape))
    return tuple(result)
