"""
style = "Windows sliced one after the other and stacked, nested conditions for the rate, groups that are added later."
file = "stage3_gpt/task7_training.py"
"""


def get_batch(tokens, batch_size, block_size, *, generator=None, device="cpu"):
    if tokens.dim() != 1 or tokens.numel() < block_size + 1:
        raise ValueError(f"no window of {block_size} ids and one more in {tuple(tokens.shape)}")
    ids, targets = [], []
    while len(ids) < batch_size:
        start = int(torch.randint(len(tokens) - block_size, (1,), generator=generator))
        ids.append(tokens[start : start + block_size].long())
        targets.append(tokens[start + 1 : start + 1 + block_size].long())
    return torch.stack(ids).to(device), torch.stack(targets).to(device)


def learning_rate(step, *, max_lr, min_lr, warmup_steps, max_steps):
    if step >= warmup_steps:
        if step < max_steps:
            angle = math.pi * (step - warmup_steps) / (max_steps - warmup_steps)
            middle, radius = (max_lr + min_lr) / 2, (max_lr - min_lr) / 2
            return middle + radius * math.cos(angle) if angle else float(max_lr)
        return float(min_lr)
    return max_lr / (warmup_steps + 1) * (step + 1)


def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    decayed, spared = [], []
    for _, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        elif parameter.dim() < 2:
            spared.append(parameter)
        else:
            decayed.append(parameter)
    first, second = (decayed, spared) if decayed else (spared, decayed)
    decay = weight_decay if first is decayed else 0.0
    optimizer = torch.optim.AdamW(first, lr=lr, betas=betas, weight_decay=decay)
    if second:
        optimizer.add_param_group({"params": second, "weight_decay": 0.0})
    return optimizer
