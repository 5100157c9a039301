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
        samples = x.copy()
        if rng is not None:
            rng.shuffle(samples)
        squares = 0.0
        for k in range(0, len(x), size):
            part, wanted = samples[k : k + size], y[k : k + size]
            sgd.zero_grad()
            loss = mse_loss(model(part), wanted)
            loss.backward()
            sgd.step()
            squares += loss.item() * len(part)
        history.append(squares / len(x))
    return history
