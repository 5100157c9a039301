def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": []}, {"params": []}], lr=lr, weight_decay=0.0)
    for p in trained:
        optimizer.param_groups[int(p.ndim < 2)]["params"].append(p)
    optimizer.param_groups[0]["weight_decay"] = weight_decay
    return optimizer
