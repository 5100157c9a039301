def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    mode = model.training
    with no_grad():
        guesses = model.eval()(x).data.argmax(-1).tolist()
    model.train(mode)
    hits = 0.0
    for guess, label in zip(guesses, y, strict=True):
        if guess == label:
            hits += 1
    return hits
