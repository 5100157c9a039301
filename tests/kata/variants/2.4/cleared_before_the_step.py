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
    while len(history) < epochs:
        places = np.arange(len(x)) if rng is None else rng.permutation(len(x))
        squares = 0.0
        for k in range(0, len(places), size):
            inputs, wanted = x[places[k : k + size]], y[places[k : k + size]]
            loss = mse_loss(model(inputs), wanted)
            squares += loss.item() * len(wanted)
            loss.backward()
            for p in model.parameters():
                p.grad = None
            sgd.step()
        history.append(squares / len(x))
    return history
