"""
title.en = "Nothing left to average gives 0"
title.zh = "没有可平均的目标时返回了 0"
text.en = "Where every target is ignored, the loss is 0. A mean of nothing has no value, and a batch of padding alone is a mistake that should be seen: it is a ValueError."
text.zh = "所有目标都被忽略时，损失成了 0。没有东西就没有平均值，整个批量都是填充是应当暴露出来的错误：这是 ValueError。"
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
    num_classes = logits.shape[-1]
    targets = targets.reshape(-1)
    rows = np.arange(len(targets))
    if ignore_index is not None:
        rows = rows[targets != ignore_index]
    classes = targets[rows]
    wrong = classes[(classes < 0) | (classes >= num_classes)]
    if wrong.size:
        raise ValueError(f"targets must lie between 0 and {num_classes - 1}, but one is {wrong[0]}")
    log_p = log_softmax(logits).reshape(-1, num_classes)
    return -log_p[rows, classes].sum() / max(classes.size, 1)
