"""
title.en = "Targets of any type are turned into integers"
title.zh = "任何类型的目标都变成了整数"
text.en = "Floats and booleans are converted to integers without a word. 1.7 would become class 1, and a mask that was passed by mistake classes 0 and 1: what is not an integer is a TypeError."
text.zh = "浮点数和布尔值都悄悄变成了整数。1.7 会成为类别 1，误传的掩码会成为类别 0 和 1：不是整数的就是 TypeError。"
guide = "3.5"
"""


def cross_entropy(
    logits: Tensor | np.ndarray, targets: np.ndarray, ignore_index: int | None = None
) -> Tensor:
    logits, targets = as_tensor(logits), np.asarray(targets).astype(int)
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
    wrong = classes[(classes < 0) | (classes >= num_classes)]
    if wrong.size:
        raise ValueError(f"targets must lie between 0 and {num_classes - 1}, but one is {wrong[0]}")
    log_p = log_softmax(logits).reshape(-1, num_classes)
    return -log_p[rows, classes].mean()
