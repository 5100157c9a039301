def _as_float(result):
    array = np.asarray(result.data if isinstance(result, Tensor) else result)
    if array.size > 1:
        raise ValueError("f has several values: " + str(array.shape))
    return float(array.reshape(-1)[0])


def numerical_gradient(f, *inputs):
    points = [as_tensor(x).data.astype(float) for x in inputs]
    eps = 10 * np.finfo(np.float64).eps
    result = []
    for k, point in enumerate(points):
        slopes = np.empty(point.shape)
        for place in np.ndindex(*point.shape):
            h = eps * max(1.0, abs(float(point[place])))
            both = []
            for sign in (+1, -1):
                moved = point.copy()
                moved[place] = point[place] + sign * h
                arguments = [Tensor(moved if i == k else p) for i, p in enumerate(points)]
                both.append(_as_float(f(*arguments)))
            slopes[place] = (both[0] - both[1]) / (2 * h)
        result.append(slopes)
    return tuple(result)
