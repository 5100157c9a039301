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
        if rng is not None:
            for last in range(len(x) - 1, 0, -1):
                other = int(rng.integers(0, last + 1))
                x[[last, other]] = x[[other, last]]
                y[[last, other]] = y[[other, last]]
        squares = 0.0
        for k in range(0, len(x), size):
            sgd.zero_grad()
            loss = mse_loss(model(x[k : k + size]), y[k : k + size])
            loss.backward()
            sgd.step()
            squares += loss.item() * len(y[k : k + size])
        history.append(squares / len(x))
    return history
