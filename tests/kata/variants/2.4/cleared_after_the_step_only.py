def fit(model, x, y, *, lr, epochs, batch_size=None, rng=None):
    if len(x) != len(y):
        raise ValueError(f"{len(x)} samples but {len(y)} targets")
    if len(x) == 0:
        raise ValueError("no samples")
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}")
    size = batch_size or len(x)
    weights = model.parameters()
    sgd = SGD(weights, lr)

    def learn(now):
        loss = mse_loss(model(x[now]), y[now])
        loss.backward()
        sgd.step()
        for p in weights:
            p.zero_grad()
        return loss.item() * len(now)

    history = []
    for _epoch in range(epochs):
        places = rng.permutation(len(x)) if rng is not None else np.arange(len(x))
        cuts = [places[k : k + size] for k in range(0, len(x), size)]
        history.append(sum(learn(now) for now in cuts) / len(x))
    return history
