def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    warm = (step + 1) / (warmup_steps + 1)
    if warm < 1:
        return warm * max_lr
    angle = (step - warmup_steps) * math.pi / (max_steps - warmup_steps)
    return min_lr + (max_lr - min_lr) * math.cos(angle / 2) ** 2
