def gelu(x):
    t = as_tensor(x)
    k = float(np.sqrt(2 / np.pi))
    inside = t.data + 0.044715 * t.data * t.data * t.data
    return t * (0.5 + 0.5 * np.tanh(k * inside))
