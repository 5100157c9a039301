def train_epoch(model, loader, optimizer, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.train()
    losses, sizes = [], []
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)

            def closure(x=x, y=y):
                logits = model(x)
                if logits.shape[:-1] != y.shape:
                    raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
                return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))

            optimizer.zero_grad()
            closure().backward()
            optimizer.step()
            losses.append(closure().item())
            sizes.append(y.numel())
    finally:
        for module, mode in before.items():
            module.training = mode
    if not losses:
        raise ValueError("no batch")
    return sum(a * b for a, b in zip(losses, sizes, strict=True)) / sum(sizes)
