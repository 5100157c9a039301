def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    by_axes = {1: [], 2: []}
    for p in model.parameters():
        if p.requires_grad and len(p.shape) in by_axes:
            by_axes[len(p.shape)].append(p)
    decay = {1: 0.0, 2: weight_decay}
    groups = [{"params": ps, "weight_decay": decay[n]} for n, ps in by_axes.items()]
    return torch.optim.AdamW(groups, lr, betas)
