def softmax(x, axis=-1):
    numerator = as_tensor(x).exp()
    denominator = numerator.sum(axis=axis, keepdims=True)
    fix = np.zeros_like(denominator.data)
    fix[denominator.data == 0] = 1
    return numerator / (denominator + fix)
