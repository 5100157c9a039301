def evaluate(model, loader, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.eval()
    loss_sum, hits, size = 0.0, 0, 0
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            flat = logits.detach().reshape(-1, logits.shape[-1])
            loss_sum += F.cross_entropy(flat, y.reshape(-1), reduction="sum").item()
            hits += int((logits.argmax(-1) == y).sum())
            size += y.numel()
    finally:
        for module, mode in before.items():
            module.training = mode
    if size == 0:
        raise ValueError("no batch")
    return loss_sum / size, hits / size
