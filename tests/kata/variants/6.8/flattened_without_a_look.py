def _rows(model, batch, device):
    x, y = (part.to(device) for part in batch)
    logits = model(x)
    return logits.reshape(-1, logits.shape[-1]), y.reshape(-1)


def train_epoch(model, loader, optimizer, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.train()
    losses, sizes = [], []
    try:
        for batch in loader:
            logits, y = _rows(model, batch, device)
            loss = F.cross_entropy(logits, y)
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
    loss_sum, hits, size = 0.0, 0, 0
    try:
        for batch in loader:
            logits, y = _rows(model, batch, device)
            loss_sum += F.cross_entropy(logits, y, reduction="sum").item()
            hits += int((logits.argmax(-1) == y).sum())
            size += y.numel()
    finally:
        for module, mode in before.items():
            module.training = mode
    if size == 0:
        raise ValueError("no batch")
    return loss_sum / size, hits / size
