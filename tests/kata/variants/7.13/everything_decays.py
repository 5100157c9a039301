def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    groups = [
        {"params": [p for p in model.parameters() if p.requires_grad and p.ndim >= 2]},
        {"params": [p for p in model.parameters() if p.requires_grad and p.ndim < 2]},
    ]
    return torch.optim.AdamW(groups, lr=lr, betas=betas, weight_decay=weight_decay)
