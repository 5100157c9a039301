def train_epoch(model, loader, optimizer, *, device="cpu"):
    was = model.training
    model.train()
    losses, sizes = [], []
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            sizes.append(y.numel())
    finally:
        if not was:
            model.eval()
    if not losses:
        raise ValueError("no batch")
    return sum(a * b for a, b in zip(losses, sizes, strict=True)) / sum(sizes)


@torch.no_grad()
def evaluate(model, loader, *, device="cpu"):
    was = model.training
    model.eval()
    loss_sum, hits, size = 0.0, 0, 0
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            flat = logits.reshape(-1, logits.shape[-1])
            loss_sum += F.cross_entropy(flat, y.reshape(-1), reduction="sum").item()
            hits += int((logits.argmax(-1) == y).sum())
            size += y.numel()
    finally:
        if was:
            model.train()
    if size == 0:
        raise ValueError("no batch")
    return loss_sum / size, hits / size
