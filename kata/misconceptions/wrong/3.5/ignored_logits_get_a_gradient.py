"""
title.en = "Ignored positions still get a gradient"
title.zh = "被忽略的位置仍有梯度"
text.en = "Ignored targets are left out of the value, but the vjp gives their logits the gradient p / N. They count for nothing, so their gradient is exactly 0: otherwise training learns from padding."
text.zh = "值里去掉了被忽略的目标，但 vjp 给它们的 logit 传了梯度 p / N。它们什么都不算，所以梯度恰好为 0：否则训练会从填充里学东西。"
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
    log_p = log_softmax(logits.data).data.reshape(-1, num_classes)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        grad = np.exp(log_p)
        grad[rows, classes] -= 1.0
        grad *= g / classes.size
        return (grad.reshape(shape),)

    return Tensor.from_op(-log_p[rows, classes].mean(), (logits,), vjp, "cross_entropy")
