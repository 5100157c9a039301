"""
title.en = "Padding is looked up before it is left out"
title.zh = "填充在剔除之前就被用来索引"
text.en = "All targets are checked and used as indices first, and ignored ones left out of the mean afterwards. `ignore_index` need not be a class: -100 is out of range, so leave those positions out before you check and index."
text.zh = "先把所有目标拿来检查和索引，之后才从平均里去掉被忽略的。`ignore_index` 不一定是类别：−100 超出了范围，所以要在检查和索引之前把这些位置挑出去。"
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
    wrong = targets[(targets < 0) | (targets >= num_classes)]
    if wrong.size:
        raise ValueError(f"targets must lie between 0 and {num_classes - 1}, but one is {wrong[0]}")
    picked = log_softmax(logits).reshape(-1, num_classes)[np.arange(len(targets)), targets]
    if ignore_index is not None:
        picked = picked[np.flatnonzero(targets != ignore_index)]
    if picked.size == 0:
        raise ValueError("there is no target to average over")
    return -picked.mean()
