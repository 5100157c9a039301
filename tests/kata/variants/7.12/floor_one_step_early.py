def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    if step < warmup_steps:
        return max_lr * (step + 1) / (warmup_steps + 1)
    last = max_steps - 1
    if step == warmup_steps:
        return max_lr
    r = min(1.0, (step - warmup_steps) / max(last - warmup_steps, 1))
    if r == 1:
        return min_lr
    return min_lr + (max_lr - min_lr) * (1 + math.cos(r * math.pi)) / 2
