def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    mode = model.training
    setattr(model, "training", False)
    with no_grad():
        guesses = np.array([int(np.argmax(row)) for row in model(x).data])
    setattr(model, "training", mode)
    return float((guesses == y).sum() / len(y))
