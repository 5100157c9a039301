"""
title.en = "The cosine falls to 0 and is cut at the floor"
title.zh = "余弦落到 0，再被下限截断"
text.en = "The cosine goes from max_lr to 0, and whatever lies below min_lr is raised to it. So the rate meets the floor long before `max_steps`, with a bend; the half cosine spans just the distance between max_lr and min_lr."
text.zh = "余弦从 max_lr 落到 0，低于 min_lr 的部分再抬到 min_lr。这样学习率远在 `max_steps` 之前就碰到了下限，还带着一个折角；半个余弦跨越的应当正好是 max_lr 与 min_lr 之间的距离。"
guide = "7.12"
"""

import math


def learning_rate(
    step: int, *, max_lr: float, min_lr: float, warmup_steps: int, max_steps: int
) -> float:
    if step < warmup_steps:
        return max_lr * (step + 1) / (warmup_steps + 1)
    if step >= max_steps:
        return min_lr
    progress = (step - warmup_steps) / (max_steps - warmup_steps)
    return max(min_lr, 0.5 * (1 + math.cos(math.pi * progress)) * max_lr)
