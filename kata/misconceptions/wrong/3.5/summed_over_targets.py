"""
title.en = "The loss is summed over the targets"
title.zh = "损失对目标求了和"
text.en = "The losses of all targets are added up and never divided by their number. The loss is their mean, so that its size and that of its gradient do not depend on the batch."
text.zh = "所有目标的损失加了起来，没有除以它们的个数。损失是平均值，这样它和梯度的大小才不依赖于批量。"
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
    log_p = log_softmax(logits).reshape(-1, num_classes)
    return -log_p[rows, classes].sum()
