"""
title.en = "The first step has the rate 0"
title.zh = "第一步的学习率是 0"
text.en = "The warm-up is step / warmup_steps of the full rate, which is 0 at step 0. The first batch is computed for nothing; w + 1 equal stairs from step 0 to step w begin above 0."
text.zh = "预热用的是完整学习率的 step / warmup_steps，在第 0 步就是 0。第一个批量白算了；从第 0 步到第 w 步有 w + 1 级一样高的台阶，第一级就大于 0。"
guide = "7.12"
"""

import math


def learning_rate(
    step: int, *, max_lr: float, min_lr: float, warmup_steps: int, max_steps: int
) -> float:
    if step < warmup_steps:
        return max_lr * step / warmup_steps
    if step >= max_steps:
        return min_lr
    progress = (step - warmup_steps) / (max_steps - warmup_steps)
    return min_lr + 0.5 * (1 + math.cos(math.pi * progress)) * (max_lr - min_lr)
