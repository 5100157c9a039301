def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    try:
        model.eval()
        with no_grad():
            guesses = np.argmax(model(x).numpy(), axis=1)
    finally:
        model.train(True)
    return float(np.count_nonzero(guesses == y) / len(y))
