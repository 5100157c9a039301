def _as_float(result):
    array = np.asarray(getattr(result, "data", result)) if isinstance(result, Tensor) else (
        np.asarray(result)
    )
    if array.size > 1:
        raise ValueError("f has several values: " + str(array.shape))
    return float(array.reshape(-1)[0])


def numerical_gradient(f, *inputs):
    points = [as_tensor(x).data.astype(float) for x in inputs]
    base = _as_float(f(*map(Tensor, points)))
    result = []
    for k in range(len(points)):
        slopes = []
        for flat in range(points[k].size):
            x = points[k].ravel()[flat]
            step = 6e-6 * max(1.0, abs(x))
            moved = points[k].copy()
            moved.reshape(-1)[flat] += step
            others = points[:k] + [moved] + points[k + 1 :]
            slopes.append((_as_float(f(*map(Tensor, others))) - base) / step)
        result.append(np.array(slopes, dtype=float).reshape(points[k].shape))
    return tuple(result)
