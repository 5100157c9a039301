def padding_mask(lengths, max_length):
    n = np.asarray(lengths)
    if n.dtype.kind not in "iu":
        raise TypeError(f"not whole numbers: {n.dtype}")
    if n.ndim != 1 or (n < 0).any() or (n > max_length).any():
        raise ValueError(f"{n} against {max_length}")
    widest = max(n.tolist())
    mask = np.zeros((len(n), 1, 1, widest), dtype=bool)
    for b, length in enumerate(n.tolist()):
        mask[b, 0, 0, :length] = True
    return mask
