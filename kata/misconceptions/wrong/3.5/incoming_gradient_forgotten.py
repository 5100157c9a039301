"""
title.en = "The gradient that arrives is not used"
title.zh = "没有用上传来的梯度"
text.en = "The vjp returns (p - t) / N whatever g is. The loss need not be the end of the graph: `(loss * 2).backward()` must double everything, so multiply by the g that arrives."
text.zh = "不管 g 是什么，vjp 都返回 (p − t) / N。损失未必是计算图的终点：`(loss * 2).backward()` 必须使一切加倍，所以要乘以传来的 g。"
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
        grad /= classes.size
        grad[ignored] = 0.0
        return (grad.reshape(shape),)

    return Tensor.from_op(-log_p[rows, classes].mean(), (logits,), vjp, "cross_entropy")
