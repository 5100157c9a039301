def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    matrices, others = [], []
    for _, p in model.named_parameters():
        if p.dim() < 2:
            others.append(p)
        else:
            matrices.append(p)
    options = dict(lr=lr, betas=betas, weight_decay=weight_decay)
    return torch.optim.AdamW(
        [dict(params=matrices), dict(params=others, weight_decay=0.0)], **options
    )
