def gelu(x):
    t = as_tensor(x)
    k = float(np.sqrt(2 / np.pi))
    cube = np.power(t.data, 3)
    th = np.tanh(k * t.data + k * 0.044715 * cube)
    values = t.data / 2 * (1 + th)

    def back(g):
        du = k + k * 0.044715 * np.square(t.data)
        left = (1 + th) / 2
        right = t.data / 2 * (1 - np.square(th)) * du
        return [g * (left + right)]

    return Tensor.from_op(values, [t], back, "gelu")
