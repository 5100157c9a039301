def cross_entropy(logits, targets, ignore_index=None):
    logits, targets = as_tensor(logits), np.asarray(targets)
    if targets.dtype.kind not in "iu":
        raise TypeError(f"targets are {targets.dtype}")
    if not logits.ndim or logits.shape[:-1] != targets.shape:
        raise ValueError(f"{targets.shape} does not fit {logits.shape}")
    c = logits.shape[-1]
    flat = targets.ravel()
    keep = np.flatnonzero(flat != ignore_index) if ignore_index is not None else range(flat.size)
    keep = np.asarray(keep, dtype=int)
    if not keep.size:
        raise ValueError("nothing to average")
    log_p = log_softmax(logits).reshape(-1, c)
    for k in keep:
        if flat[k] >= c or (flat[k] < -c):
            raise ValueError(f"target {flat[k]}")
    return -log_p[keep, flat[keep]].mean()
