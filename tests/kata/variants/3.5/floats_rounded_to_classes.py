def cross_entropy(logits, targets, ignore_index=None):
    logits = as_tensor(logits)
    targets = np.array(targets, dtype=np.int64)
    if logits.shape[:-1] != targets.shape or not logits.ndim:
        raise ValueError(f"shape of targets is {targets.shape}, of logits {logits.shape}")
    c = logits.shape[-1]
    counts = np.full(targets.shape, True) if ignore_index is None else targets != ignore_index
    if not counts.any():
        raise ValueError("no target counts")
    for t in targets[counts].tolist():
        if not 0 <= t < c:
            raise ValueError(f"{t} is no class")
    one_hot = np.eye(c, dtype=logits.dtype)[np.where(counts, targets, 0)] * counts[..., None]
    return -(log_softmax(logits) * one_hot.astype(logits.dtype)).sum() / counts.sum()
