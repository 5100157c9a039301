def accuracy(model, x, y):
    if len(x) == 0 or len(x) != len(y):
        raise ValueError(f"{len(x)} samples, {len(y)} classes")
    mode = model.training
    with no_grad():
        guesses = np.argmax(model.eval()(x).data, axis=1)
    model.train(mode)
    hits = np.equal(guesses, y)
    return hits.sum().item() / hits.size
