def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    rise = [max_lr * k / warmup_steps for k in range(1, warmup_steps + 1)]
    if step < len(rise):
        return rise[step]
    if step > max_steps:
        return min_lr
    angle = math.pi * (step - warmup_steps) / (max_steps - warmup_steps)
    return (max_lr + min_lr) / 2 + math.cos(angle) * (max_lr - min_lr) / 2
