"""
style = "softmax as the exponential of a log-softmax, composed of the engine's operations"
file = "stage2_transformer/task4_attention.py"
"""


def softmax(x, axis=-1):
    t = as_tensor(x)
    top = np.amax(t.data, axis=axis, keepdims=True)
    blank = np.isneginf(top)
    top[blank] = 0
    shifted = t - top
    total = shifted.exp().sum(axis=axis, keepdims=True) + blank.astype(t.dtype)
    return (shifted - total.log()).exp()
