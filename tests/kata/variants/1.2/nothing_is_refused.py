def unbroadcast(grad, shape):
    result = np.array(grad)
    while result.ndim > len(shape):
        result = np.add.reduce(result, axis=0)
    for i in range(len(shape)):
        if shape[i] == 1 and i < np.ndim(result):
            result = np.add.reduce(result, axis=i, keepdims=True)
    return np.array(result)
