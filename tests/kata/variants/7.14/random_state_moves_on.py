@torch.no_grad()
def evaluation_loss(model, batches):
    was_training = model.training
    device = next(model.parameters()).device
    model.train(False)
    weighted, sizes = [], []
    for x, y in batches:
        with autocast(device):
            weighted.append(float(model(x.to(device), y.to(device))[1]) * y.numel())
        sizes.append(y.numel())
    model.train(was_training)
    if not sizes:
        raise ValueError("no batches to evaluate on")
    return sum(weighted) / sum(sizes)
