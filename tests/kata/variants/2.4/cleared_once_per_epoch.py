def fit(model, x, y, *, lr, epochs, batch_size=None, rng=None):
    if len(x) != len(y):
        raise ValueError(f"{len(x)} samples but {len(y)} targets")
    if len(x) == 0:
        raise ValueError("no samples")
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}")
    size = batch_size or len(x)
    history, sgd = [], SGD(model.parameters(), lr)
    for _epoch in range(epochs):
        for p in model.parameters():
            p.grad = None
        places = np.arange(len(x))
        if rng is not None:
            places = rng.permutation(places)
        squares = 0.0
        for k in range(0, len(x), size):
            now = places[k : k + size]
            loss = mse_loss(model(x[now]), y[now])
            squares += len(now) * loss.item()
            loss.backward()
            sgd.step()
        history.append(squares / len(x))
    return history
