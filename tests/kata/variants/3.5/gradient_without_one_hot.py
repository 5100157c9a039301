def cross_entropy(logits, targets, ignore_index=None):
    logits = as_tensor(logits)
    targets = np.asarray(targets)
    if targets.dtype.kind not in "iu":
        raise TypeError(f"integers wanted, got {targets.dtype}")
    if logits.shape[:-1] != targets.shape or not logits.ndim:
        raise ValueError(f"shape of targets is {targets.shape}, of logits {logits.shape}")
    c = logits.shape[-1]
    counts = np.ones(targets.shape, bool)
    if ignore_index is not None:
        counts = targets != ignore_index
    if not counts.any():
        raise ValueError("no target counts")
    for t in targets[counts].tolist():
        if t not in range(c):
            raise ValueError(f"{t} is no class")
    log_p = log_softmax(logits.data).data
    n = counts.sum()
    picked = np.take_along_axis(log_p, np.where(counts, targets, 0)[..., None], axis=-1)[..., 0]

    def vjp(g):
        return (np.where(counts[..., None], np.exp(log_p), 0.0) / n * g,)

    return Tensor.from_op(-picked[counts].sum() / n, [logits], vjp, "cross_entropy")
