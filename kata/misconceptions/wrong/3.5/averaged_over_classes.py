"""
title.en = "The mean runs over the classes as well"
title.zh = "平均也对类别取了"
text.en = "The one-hot targets pick out the right elements, but the mean then runs over all N · C of them, zeros included. Divide by the number of targets N: the loss is C times too small otherwise."
text.zh = "独热目标挑出了正确的元素，但平均是对全部 N · C 个元素取的，连同那些 0。应当除以目标的个数 N：否则损失小了 C 倍。"
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
    one_hot = np.eye(num_classes, dtype=logits.dtype)[classes]
    return -(log_p[rows] * one_hot).mean()
