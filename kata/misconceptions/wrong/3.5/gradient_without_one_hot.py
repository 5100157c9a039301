"""
title.en = "The gradient lacks the one-hot targets"
title.zh = "梯度里没有减去独热目标"
text.en = "The vjp of the loss is p / N, and the targets do not appear in it. The gradient is (p - t) / N: without the 1 at the right class, training pushes every logit down, the right one too."
text.zh = "损失的 vjp 写成了 p / N，里面没有目标。梯度是 (p − t) / N：不在正确类别处减 1，训练就会把所有 logit 都往下推，正确的那个也不例外。"
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
        grad = np.exp(log_p) * (g / classes.size)
        grad[ignored] = 0.0
        return (grad.reshape(shape),)

    return Tensor.from_op(-log_p[rows, classes].mean(), (logits,), vjp, "cross_entropy")
