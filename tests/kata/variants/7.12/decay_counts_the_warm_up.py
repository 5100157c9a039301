def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    if step < warmup_steps:
        return (step + 1) * max_lr / (warmup_steps + 1)
    remaining = 1 - min(step, max_steps) / max_steps
    share = math.sin(math.pi / 2 * remaining) ** 2
    return share * max_lr + (1 - share) * min_lr
