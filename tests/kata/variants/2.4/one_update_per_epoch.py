def fit(model, x, y, *, lr, epochs, batch_size=None, rng=None):
    if len(x) != len(y):
        raise ValueError(f"{len(x)} samples but {len(y)} targets")
    if len(x) == 0:
        raise ValueError("no samples")
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}")
    size = batch_size or len(x)
    sgd = SGD(model.parameters(), lr)
    history = []
    for _epoch in range(epochs):
        sgd.zero_grad()
        places = np.arange(len(x)) if rng is None else rng.permutation(len(x))
        cuts = [places[k : k + size] for k in range(0, len(x), size)]
        batch_losses = [mse_loss(model(x[now]), y[now]) for now in cuts]
        for loss in batch_losses:
            loss.backward()
        sgd.step()
        weighted = [loss.item() * len(now) for loss, now in zip(batch_losses, cuts, strict=True)]
        history.append(sum(weighted) / len(x))
    return history
