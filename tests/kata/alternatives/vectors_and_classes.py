"""
style = "Differences along flat basis vectors, a check by NumPy's own assertion, a block as a class."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


def numerical_gradient(f, *inputs):
    points = [np.array(x.data if isinstance(x, Tensor) else x, dtype=float) for x in inputs]
    for point in points:
        as_tensor(point)
    flat = np.concatenate([point.ravel() for point in points]) if points else np.zeros(0)

    def at(vector):
        arguments, start = [], 0
        for point in points:
            part = vector[start : start + point.size]
            arguments.append(Tensor(part.reshape(point.shape)))
            start += point.size
        value = f(*arguments)
        value = value.data if isinstance(value, Tensor) else np.asarray(value)
        if value.size != 1:
            raise ValueError(f"one value was expected, not shape {value.shape}")
        return value.reshape(())[()]

    steps = 6e-6 * np.maximum(1.0, np.abs(flat))
    slopes = np.array([
        (at(flat + e) - at(flat - e)) / (2 * e.sum()) for e in np.diag(steps)
    ])
    ends = np.cumsum([point.size for point in points])[:-1]
    parts = np.split(slopes.astype(float), ends) if points else []
    return tuple(part.reshape(point.shape) for part, point in zip(parts, points))


def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    leaves = [Tensor(np.array(as_tensor(x).data, dtype=float), requires_grad=True) for x in inputs]
    value = f(*leaves)
    weights = np.random.default_rng(7).normal(1.0, 0.3, size=value.shape)
    if value.requires_grad:
        value.backward(weights)

    def loss(*tensors):
        return float(np.sum(weights * f(*tensors).data))

    numerical = numerical_gradient(loss, *(leaf.data for leaf in leaves))
    for number, (leaf, expected) in enumerate(zip(leaves, numerical)):
        came = np.zeros(leaf.shape) if leaf.grad is None else leaf.grad
        np.testing.assert_allclose(
            came, expected, rtol, atol, equal_nan=False, err_msg=f"gradient of input {number}"
        )


class _Block:
    def __enter__(self):
        self._before = _mode.recording
        _mode.recording = False

    def __exit__(self, kind, error, trace):
        _mode.recording = self._before
        return False


def no_grad():
    return _Block()
