def fit(model, x, y, *, lr, epochs, batch_size=None, rng=None):
    if len(x) != len(y):
        raise ValueError(f"{len(x)} samples but {len(y)} targets")
    if len(x) == 0:
        raise ValueError("no samples")
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}")
    size = batch_size or len(x)
    sgd = SGD(model.parameters(), lr)
    history = [0.0] * epochs
    for epoch in range(epochs):
        places = np.arange(len(x)) if rng is None else rng.permutation(len(x))
        for k in range(0, len(x), size):
            now = places[k : k + size]
            loss = mse_loss(model(x[now]), y[now])
            history[epoch] += loss.item() * size / len(x)
            sgd.zero_grad()
            loss.backward()
            sgd.step()
    return history
