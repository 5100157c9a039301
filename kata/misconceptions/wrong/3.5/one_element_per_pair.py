"""
title.en = "Every row is paired with every target"
title.zh = "每一行与每个目标都配了对"
text.en = "`log_p[:, targets]` takes the columns of all targets from every row, and the mean runs over an (N, N) array. One element is wanted from each row: pair the row numbers with the targets."
text.zh = "`log_p[:, targets]` 从每一行都取出了所有目标的列，平均是对 (N, N) 的数组取的。应当每行取一个元素：把行号与目标配对。"
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
    return -log_p[rows][:, classes].mean()
