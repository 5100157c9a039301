def _as_float(result):
    array = np.asarray(result.data if isinstance(result, Tensor) else result)
    if array.size > 1:
        raise ValueError("f has several values: " + str(array.shape))
    return float(array.reshape(-1)[0])


def numerical_gradient(f, *inputs):
    points = [as_tensor(x).data.astype(float) for x in inputs]
    result = []
    for k, point in enumerate(points):
        slopes = np.empty(point.shape)
        for place in np.ndindex(*point.shape):
            h = 6e-6 * max(1.0, abs(float(point[place])))
            rise = 0.0
            for sign in (+1, -1):
                moved = point.copy()
                moved[place] = point[place] + sign * h
                arguments = [Tensor(moved if i == k else p) for i, p in enumerate(points)]
                rise += sign * _as_float(f(*arguments))
            slopes[place] = rise / h
        result.append(slopes)
    return tuple(result)
