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
    one_hot = (np.arange(c) == targets[..., None]).astype(logits.dtype)
    keep = counts[..., None]
    value = -np.where(keep, one_hot * log_p, 0).sum() / counts.sum()

    def vjp(g):
        return (np.where(keep, np.exp(log_p) - one_hot, 0) * g,)

    return Tensor.from_op(value, [logits], vjp, "cross_entropy")
