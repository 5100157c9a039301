def cross_entropy(logits, targets, ignore_index=None):
    logits = as_tensor(logits)
    targets = np.asarray(targets)
    if targets.dtype.kind not in "iu":
        raise TypeError(f"integers wanted, got {targets.dtype}")
    if logits.shape[:-1] != targets.shape or not logits.ndim:
        raise ValueError(f"shape of targets is {targets.shape}, of logits {logits.shape}")
    c = logits.shape[-1]
    for t in targets.ravel().tolist():
        if not 0 <= t < c:
            raise ValueError(f"{t} is no class")
    counts = np.full(targets.shape, True) if ignore_index is None else targets != ignore_index
    if not counts.any():
        raise ValueError("no target counts")
    weight = np.eye(c)[targets] * counts[..., None] / counts.sum()
    return -(log_softmax(logits) * weight.astype(logits.dtype)).sum()
