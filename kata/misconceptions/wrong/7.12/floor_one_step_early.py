"""
title.en = "The floor comes one step early"
title.zh = "下限早到了一步"
text.en = "The decay is spread over max_steps − warmup_steps − 1 steps, so that the last step of the run has the floor. Here r reaches 1 at `max_steps` itself, and the step before still has a little more than min_lr."
text.zh = "衰减摊在了 max_steps − warmup_steps − 1 步上，使训练的最后一步就到了下限。在这里，r 恰好在 `max_steps` 处到达 1，前一步应当还比 min_lr 多一点。"
guide = "7.12"
"""

import math


def learning_rate(
    step: int, *, max_lr: float, min_lr: float, warmup_steps: int, max_steps: int
) -> float:
    if step < warmup_steps:
        return max_lr * (step + 1) / (warmup_steps + 1)
    if step > warmup_steps and step >= max_steps - 1:
        return min_lr
    progress = (step - warmup_steps) / max(1, max_steps - 1 - warmup_steps)
    return min_lr + 0.5 * (1 + math.cos(math.pi * progress)) * (max_lr - min_lr)
