"""
title.en = "The full rate comes one step early"
title.zh = "完整的学习率早到了一步"
text.en = "The warm-up is (step + 1) / warmup_steps of the full rate, so the last step of the warm-up has all of it already. Step `warmup_steps`, where the cosine begins, has it once more; to reach it there and not before takes w + 1 stairs."
text.zh = "预热用的是完整学习率的 (step + 1) / warmup_steps，所以预热的最后一步就已经是完整的学习率。余弦开始的第 `warmup_steps` 步又是一次；要恰好在那里达到，需要 w + 1 级台阶。"
guide = "7.12"
"""

import math


def learning_rate(
    step: int, *, max_lr: float, min_lr: float, warmup_steps: int, max_steps: int
) -> float:
    if step < warmup_steps:
        return max_lr * (step + 1) / warmup_steps
    if step >= max_steps:
        return min_lr
    progress = (step - warmup_steps) / (max_steps - warmup_steps)
    return min_lr + 0.5 * (1 + math.cos(math.pi * progress)) * (max_lr - min_lr)
