def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    tables = [m for m in model.modules() if isinstance(m, nn.Embedding)]

    def decays(p):
        return p.dim() >= 2 and not any(p is table.weight for table in tables)

    optimizer = torch.optim.AdamW(
        [{"params": [p], "weight_decay": weight_decay if decays(p) else 0.0}
         for p in model.parameters() if p.requires_grad],
        lr=lr, betas=betas,
    )
    return optimizer
