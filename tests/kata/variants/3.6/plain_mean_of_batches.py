def train_classifier(model, x, y, *, lr, epochs, batch_size, rng, momentum=0.0):
    if len(x) != len(y) or not len(x):
        raise ValueError(f"{len(x)} samples, {len(y)} classes")
    if batch_size <= 0:
        raise ValueError(f"batches of {batch_size}")
    model.train()
    sgd = SGD(model.parameters(), lr, momentum=momentum)
    history = []
    for _epoch in range(epochs):
        places, seen = rng.permutation(len(x)), []
        for k in range(0, len(x), batch_size):
            now = places[k : k + batch_size]
            sgd.zero_grad()
            loss = cross_entropy(model(x[now]), y[now])
            loss.backward()
            sgd.step()
            seen.append(loss.item())
        history.append(float(np.mean(seen)))
    return history
