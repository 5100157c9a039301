"""
title.en = "The gradient is not divided by N"
title.zh = "梯度没有除以 N"
text.en = "The value is a mean over the targets, but the vjp is p - t without the division by N. The gradient of a mean has the 1/N too: without it the steps grow with the batch, and the value of the loss does not show it."
text.zh = "值对目标取了平均，但 vjp 是 p − t，没有除以 N。平均值的梯度里也有 1/N：漏掉它，步子会随批量增大，而从损失的值上看不出来。"
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
        grad *= g
        grad[ignored] = 0.0
        return (grad.reshape(shape),)

    return Tensor.from_op(-log_p[rows, classes].mean(), (logits,), vjp, "cross_entropy")
