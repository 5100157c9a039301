"""
style = "Windows by unfold, one formula with clamps for the rate, and a group for each parameter."
file = "stage3_gpt/task7_training.py"
"""


def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.ndim != 1:
        raise ValueError(f"one axis is needed, and these have the shape {tuple(tokens.shape)}")
    count = tokens.shape[0] - block_size
    if count < 1:
        raise ValueError(f"{tokens.shape[0]} tokens have no window of {block_size} and a target")
    chosen = torch.randint(0, count, size=(batch_size,), generator=generator)
    rows = tokens.unfold(0, block_size + 1, 1)[chosen].to(torch.int64)
    ids, targets = rows.narrow(1, 0, block_size), rows.narrow(1, 1, block_size)
    return ids.to(device), targets.to(device)


def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    climbed = min(1.0, (step + 1) / (warmup_steps + 1))
    if climbed < 1:
        return climbed * max_lr
    left = min(1.0, max(0.0, (max_steps - step) / max(1, max_steps - warmup_steps)))
    if step >= max_steps:
        left = 0.0
    share = 0.5 - 0.5 * math.cos(math.pi * left)
    return share * max_lr + (1 - share) * min_lr


def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    groups = []
    for parameter in model.parameters():
        if parameter.requires_grad:
            decay = weight_decay if len(parameter.shape) > 1 else 0.0
            groups.append({"params": [parameter], "weight_decay": decay})
    return torch.optim.AdamW(groups, lr=lr, betas=betas, foreach=False)
