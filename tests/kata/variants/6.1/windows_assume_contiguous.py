def sliding_windows(x, size):
    if x.dim() == 0:
        raise ValueError("x has shape ()")
    T = x.shape[-1]
    if size < 1 or T < size:
        raise ValueError(f"size is {size}, x has shape {tuple(x.shape)}")
    shape, strides, step = [T - size + 1, size], [1, 1], T
    for n in reversed(x.shape[:-1]):
        shape.insert(0, n)
        strides.insert(0, step)
        step *= n
    return x.as_strided(shape, strides)
