"""
title.en = "Only one batch axis is expected"
title.zh = "只考虑了一个批量轴"
text.en = "The row numbers run over the first axis only. For logits (B, T, C) the targets (B, T) then meet the wrong rows, or none: flatten all batch axes to N rows first."
text.zh = "行号只沿第一个轴数。对 (B, T, C) 的 logits，(B, T) 的目标就会对上错误的行，或者根本对不上：应当先把所有批量轴摊平成 N 行。"
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
    rows = np.arange(len(logits)) if logits.ndim > 1 else np.array(0)
    if ignore_index is not None:
        rows = rows[targets != ignore_index]
        targets = targets[targets != ignore_index]
    if targets.size == 0:
        raise ValueError("there is no target to average over")
    wrong = targets[(targets < 0) | (targets >= logits.shape[-1])]
    if wrong.size:
        raise ValueError(f"there is no class {wrong[0]}")
    log_p = log_softmax(logits)
    return -(log_p[rows, targets] if logits.ndim > 1 else log_p[targets]).mean()
