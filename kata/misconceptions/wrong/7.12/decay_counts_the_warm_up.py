"""
title.en = "The decay is counted from step 0"
title.zh = "衰减从第 0 步算起"
text.en = "The share of the decay that is over is taken as step / max_steps, the warm-up included. Where the decay begins a part of it counts as over, and the rate jumps down; it has to begin at 0 there."
text.zh = "把衰减走完的比例算成了 step / max_steps，连预热也算了进去。这样在衰减开始的地方，就已经有一部分算作走完，学习率突然掉下来；在那里比例应当从 0 开始。"
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
    progress = step / max_steps
    return min_lr + 0.5 * (1 + math.cos(math.pi * progress)) * (max_lr - min_lr)
