def accuracy(model, x, y):
    y = np.asarray(y)
    if y.ndim != 1 or len(x) != y.size or len(x) == 0:
        raise ValueError(f"{len(x)} samples, but classes of shape {y.shape}")
    mode = model.training
    scores = model.eval()(x).detach().numpy()
    model.train(mode)
    right = 0
    for row, label in zip(scores, y, strict=True):
        if int(row.argmax()) == label:
            right += 1
    return right / len(y)
