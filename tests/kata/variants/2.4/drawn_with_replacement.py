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
        places = np.arange(len(x)) if rng is None else rng.choice(len(x), size=len(x))
        squares = 0.0
        for k in range(0, len(x), size):
            now = places[k : k + size]
            sgd.zero_grad()
            loss = mse_loss(model(x[now]), y[now])
            loss.backward()
            sgd.step()
            squares += loss.item() * len(now)
        history.append(squares / len(x))
    return history
