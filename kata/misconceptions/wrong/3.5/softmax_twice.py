"""
title.en = "Softmax is applied twice"
title.zh = "softmax 作用了两次"
text.en = "The logits are turned into probabilities before they reach log-softmax, which makes probabilities once more. The second softmax of numbers between 0 and 1 is nearly even, so the loss never gets small: cross-entropy takes the logits as they are."
text.zh = "logit 先变成了概率，再送进对数 softmax，等于又做了一次。对 0 与 1 之间的数再做 softmax，结果几乎是均匀的，损失永远小不下去：交叉熵直接接受 logit。"
guide = "3.5"
"""


def cross_entropy(
    logits: Tensor | np.ndarray, targets: np.ndarray, ignore_index: int | None = None
) -> Tensor:
    logits, targets = as_tensor(logits), np.asarray(targets)
    if not np.issubdtype(targets.dtype, np.integer):
        raise TypeError(f"targets must be integers, not {targets.dtype}")
    if logits.ndim == 0 or targets.shape != logits.shape[:-1]:
        raise ValueError(f"targets {targets.shape} do not fit logits {logits.shape}")
    shape, num_classes = logits.shape, logits.shape[-1]
    targets = targets.reshape(-1)
    ignored = np.zeros(len(targets), bool) if ignore_index is None else targets == ignore_index
    rows = np.flatnonzero(~ignored)
    classes = targets[rows]
    if classes.size == 0:
        raise ValueError("there is no target to average over")
    wrong = classes[(classes < 0) | (classes >= num_classes)]
    if wrong.size:
        raise ValueError(f"targets must lie between 0 and {num_classes - 1}, but one is {wrong[0]}")
    log_p = log_softmax(log_softmax(logits).exp()).reshape(-1, num_classes)
    return -log_p[rows, classes].mean()
