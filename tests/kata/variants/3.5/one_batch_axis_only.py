def cross_entropy(logits, targets, ignore_index=None):
    logits = as_tensor(logits)
    targets = np.asarray(targets)
    if targets.dtype.kind not in "iu":
        raise TypeError(f"integers wanted, got {targets.dtype}")
    if logits.shape[:-1] != targets.shape or not logits.ndim:
        raise ValueError(f"shape of targets is {targets.shape}, of logits {logits.shape}")
    if targets.ndim == 0:
        targets, logits = targets.reshape(1), logits.reshape(1, -1)
    places = [i for i in range(len(targets)) if ignore_index is None or targets[i] != ignore_index]
    if not places:
        raise ValueError("no target counts")
    log_p, total = log_softmax(logits), 0.0
    for i in places:
        if not 0 <= targets[i] < logits.shape[-1]:
            raise ValueError(f"{targets[i]} is no class")
        total = total + log_p[i, int(targets[i])]
    return -total / len(places)
