def train_epoch(model, loader, optimizer, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.train()
    losses, sizes = [], []
    criterion = nn.CrossEntropyLoss()
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            loss = criterion(logits, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            sizes.append(y.numel())
    finally:
        for module, mode in before.items():
            module.training = mode
    if not losses:
        raise ValueError("no batch")
    return sum(a * b for a, b in zip(losses, sizes, strict=True)) / sum(sizes)


@torch.no_grad()
def evaluate(model, loader, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.eval()
    criterion = nn.CrossEntropyLoss(reduction="sum")
    loss_sum, hits, size = 0.0, 0, 0
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            loss_sum += criterion(logits, y).item()
            hits += int((logits.argmax(-1) == y).sum())
            size += y.numel()
    finally:
        for module, mode in before.items():
            module.training = mode
    if size == 0:
        raise ValueError("no batch")
    return loss_sum / size, hits / size
