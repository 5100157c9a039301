"""
title.en = "The rate rises again after max_steps"
title.zh = "max_steps 之后学习率又升了上去"
text.en = "There is no case for steps from `max_steps` on, and the cosine just goes on. Beyond r = 1 it turns round, so a run that is carried on gets ever larger rates; the floor is a case of its own."
text.zh = "没有单独处理 `max_steps` 之后的步，余弦就一直走下去。r 超过 1 之后它会掉头，于是继续下去的训练得到越来越大的学习率；下限要单独作为一种情况。"
guide = "7.12"
"""

import math


def learning_rate(
    step: int, *, max_lr: float, min_lr: float, warmup_steps: int, max_steps: int
) -> float:
    if step < warmup_steps:
        return max_lr * (step + 1) / (warmup_steps + 1)
    progress = (step - warmup_steps) / (max_steps - warmup_steps)
    return min_lr + 0.5 * (1 + math.cos(math.pi * progress)) * (max_lr - min_lr)
