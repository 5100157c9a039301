def make_optimizer(model, *, lr, weight_decay=0.1, betas=(0.9, 0.95)):
    decayed, spared = [], []
    for path, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        (spared if path.split(".")[-1] == "bias" else decayed).append(parameter)
    optimizer = torch.optim.AdamW(decayed or spared, lr=lr, betas=betas)
    optimizer.param_groups[0]["weight_decay"] = weight_decay if decayed else 0.0
    if decayed and spared:
        optimizer.add_param_group({"params": spared, "weight_decay": 0.0})
    return optimizer
