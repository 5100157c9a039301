def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    if warmup_steps and step <= warmup_steps:
        return max_lr * (step / warmup_steps)
    left = max(max_steps - step, 0) / (max_steps - warmup_steps)
    return min_lr + (max_lr - min_lr) * math.sin(left * math.pi / 2) ** 2
