def padding_mask(lengths, max_length):
    n = np.asarray(lengths)
    if n.dtype.kind not in "iu":
        raise TypeError(f"not whole numbers: {n.dtype}")
    if n.ndim != 1 or (n < 0).any() or (n > max_length).any():
        raise ValueError(f"{n} against {max_length}")
    mask = np.zeros((len(n), max_length), dtype=bool)
    for b, length in enumerate(n.tolist()):
        mask[b, :length] = True
    return mask.reshape(len(n), 1, max_length, 1)
