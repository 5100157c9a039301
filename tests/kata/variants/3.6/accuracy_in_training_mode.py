def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    with no_grad():
        best = model(x).data.argmax(1)
    hits = best == y
    return hits.sum().item() / hits.size
