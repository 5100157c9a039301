def train_classifier(model, x, y, *, lr, epochs, batch_size, rng, momentum=0.0):
    if len(x) != len(y) or not len(x):
        raise ValueError(f"{len(x)} samples, {len(y)} classes")
    if batch_size <= 0:
        raise ValueError(f"batches of {batch_size}")
    model.train()
    sgd = SGD(model.parameters(), lr, momentum=momentum)
    history = []
    for _epoch in range(epochs):
        shuffled = rng.permutation(x)
        total = 0.0
        for k in range(0, len(x), batch_size):
            part, classes = shuffled[k : k + batch_size], y[k : k + batch_size]
            sgd.zero_grad()
            loss = cross_entropy(model(part), classes)
            loss.backward()
            sgd.step()
            total += loss.item() * len(part)
        history.append(total / len(x))
    return history
