def train_epoch(model, loader, optimizer, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.train()
    running, batches = 0.0, 0
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            batches += 1
            running += (loss.item() - running) / batches
    finally:
        for module, mode in before.items():
            module.training = mode
    if batches == 0:
        raise ValueError("no batch")
    return running


@torch.no_grad()
def evaluate(model, loader, *, device="cpu"):
    before = {module: module.training for module in model.modules()}
    model.eval()
    running, correct, batches = 0.0, 0.0, 0
    try:
        for batch in loader:
            x, y = (part.to(device) for part in batch)
            logits = model(x)
            if logits.shape[:-1] != y.shape:
                raise ValueError(f"{tuple(y.shape)} for {tuple(logits.shape)}")
            loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
            batches += 1
            running += loss.item()
            correct += float((logits.argmax(-1) == y).sum()) / y.numel()
    finally:
        for module, mode in before.items():
            module.training = mode
    if batches == 0:
        raise ValueError("no batch")
    return running / batches, correct / batches
