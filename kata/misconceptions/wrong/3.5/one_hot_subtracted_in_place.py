"""
title.en = "A second pass subtracts the targets again"
title.zh = "第二次又减了一遍目标"
text.en = "The probabilities are computed once, and the vjp subtracts the one-hot targets from them in place. A vjp may be called more than once, and then subtracts them again: work on a copy."
text.zh = "概率只算了一次，vjp 在里面原地减去独热目标。vjp 可能被调用不止一次，那时就会再减一遍：应当在拷贝上操作。"
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
    p = np.exp(log_p)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        p[rows, classes] -= 1.0
        grad = p * (g / classes.size)
        grad[ignored] = 0.0
        return (grad.reshape(shape),)

    return Tensor.from_op(-log_p[rows, classes].mean(), (logits,), vjp, "cross_entropy")
