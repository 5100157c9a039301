def padding_mask(lengths, max_length):
    n = np.asarray(lengths)
    if n.dtype.kind not in "iu":
        raise TypeError(f"not whole numbers: {n.dtype}")
    if n.ndim != 1 or (n < 0).any() or (n > max_length).any():
        raise ValueError(f"{n} against {max_length}")
    rows = [[[t < length for t in range(max_length)]] for length in n.tolist()]
    return np.array(rows, dtype=bool)
