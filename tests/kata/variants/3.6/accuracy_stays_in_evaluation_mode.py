def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    with no_grad():
        scores = model.train(False)(x).data
    hits = [row.argmax() == label for row, label in zip(scores, y, strict=True)]
    return hits.count(True) / len(hits)
