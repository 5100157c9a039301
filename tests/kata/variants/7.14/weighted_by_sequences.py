@torch.no_grad()
def evaluation_loss(model, batches):
    was_training, saved = model.training, torch.get_rng_state()
    device = next(model.parameters()).device
    model.train(False)
    weighted, sizes = [], []
    for x, y in batches:
        with autocast(device):
            weighted.append(float(model(x.to(device), y.to(device))[1]) * y.shape[0])
        sizes.append(x.size(0))
    model.train(was_training)
    torch.set_rng_state(saved)
    if not sizes:
        raise ValueError("no batches to evaluate on")
    return sum(weighted) / sum(sizes)
