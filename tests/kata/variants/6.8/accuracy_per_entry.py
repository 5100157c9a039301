@torch.no_grad()
def evaluate(model, loader, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.eval()
    loss_sum, hits, size = 0.0, 0.0, 0
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            n = x.shape[0]
            mean = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
            loss_sum += mean.item() * n
            hits += float((logits.argmax(-1) == y).sum())
            size += n
    finally:
        for module, mode in before.items():
            module.training = mode
    if size == 0:
        raise ValueError("no batch")
    return loss_sum / size, hits / size
