def train_epoch(model, loader, optimizer, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.train()
    losses, sizes = [], []
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
            loss.backward()
            losses.append(loss.item())
            sizes.append(y.numel())
            optimizer.step()
            for parameter in model.parameters():
                parameter.grad = None
    finally:
        for module, mode in before.items():
            module.training = mode
    if not losses:
        raise ValueError("no batch")
    return sum(a * b for a, b in zip(losses, sizes, strict=True)) / sum(sizes)
