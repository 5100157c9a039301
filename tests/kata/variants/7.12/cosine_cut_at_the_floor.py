def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    factor = (step + 1) / (warmup_steps + 1)
    if step >= warmup_steps:
        left = max(0.0, (max_steps - step) / (max_steps - warmup_steps))
        factor = math.sin(math.pi / 2 * left) ** 2
        return max(factor * max_lr, min_lr)
    return factor * max_lr
