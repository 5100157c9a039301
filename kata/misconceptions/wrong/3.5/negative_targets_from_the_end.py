"""
title.en = "Negative targets count from the end"
title.zh = "负的目标从末尾数起"
text.en = "Only targets that are too large are refused, and -1 picks the last class, as NumPy indices do. A negative target is almost always a mistake, padding that nobody asked to ignore: it is a ValueError."
text.zh = "只拒绝了过大的目标，而 −1 像 NumPy 下标那样取到了最后一个类别。负的目标几乎总是错误，比如没有声明要忽略的填充：它是 ValueError。"
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
    if classes.size == 0:
        raise ValueError("there is no target to average over")
    if classes.max() >= num_classes:
        raise ValueError(f"there is no class {classes.max()}")
    log_p = log_softmax(logits).reshape(-1, num_classes)
    return -log_p[rows, classes].mean()
