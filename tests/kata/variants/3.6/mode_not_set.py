def train_classifier(model, x, y, *, lr, epochs, batch_size, rng, momentum=0.0):
    if len(x) != len(y) or not len(x):
        raise ValueError(f"{len(x)} samples, {len(y)} classes")
    if batch_size <= 0:
        raise ValueError(f"batches of {batch_size}")
    sgd = SGD(model.parameters(), lr, momentum=momentum)
    history = [0.0 for _ in range(epochs)]
    for epoch in range(epochs):
        places = rng.permutation(len(x))
        for k in range(0, len(x), batch_size):
            now = places[k : k + batch_size]
            loss = cross_entropy(model(x[now]), y[now])
            history[epoch] += loss.item() * len(now) / len(x)
            sgd.zero_grad()
            loss.backward()
            sgd.step()
    return history
