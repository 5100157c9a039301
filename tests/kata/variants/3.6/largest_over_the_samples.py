def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    mode = model.training
    with no_grad():
        scores = model.eval()(x).data
    model.train(mode)
    columns = [int(np.argmax(column)) for column in scores.T]
    return float(np.mean(np.equal(columns, y)))
