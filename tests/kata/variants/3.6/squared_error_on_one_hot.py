def train_classifier(model, x, y, *, lr, epochs, batch_size, rng, momentum=0.0):
    if len(x) != len(y) or not len(x):
        raise ValueError(f"{len(x)} samples, {len(y)} classes")
    if batch_size <= 0:
        raise ValueError(f"batches of {batch_size}")
    model.train()
    sgd = SGD(model.parameters(), lr, momentum=momentum)
    history = []
    for _epoch in range(epochs):
        places, total = rng.permutation(len(x)), 0.0
        for k in range(0, len(x), batch_size):
            now = places[k : k + batch_size]
            sgd.zero_grad()
            scores = model(x[now])
            wanted = (np.arange(scores.shape[1]) == y[now][:, None]).astype(float)
            loss = ((scores - wanted) ** 2).sum() / scores.size
            loss.backward()
            sgd.step()
            total += loss.item() * len(now)
        history.append(total / len(x))
    return history
