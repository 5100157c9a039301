def train_classifier(model, x, y, *, lr, epochs, batch_size, rng, momentum=0.0):
    if len(x) != len(y) or not len(x):
        raise ValueError(f"{len(x)} samples, {len(y)} classes")
    if batch_size <= 0:
        raise ValueError(f"batches of {batch_size}")
    sgd, history = SGD(model.train().parameters(), lr, momentum=momentum), []
    for _epoch in range(epochs):
        places, total = rng.permutation(len(x)).tolist(), 0.0
        while places:
            now, places = places[:batch_size], places[batch_size:]
            loss = cross_entropy(model(x[now]), y[now])
            total += loss.item() * len(now)
            loss.backward()
            sgd.step()
        history.append(total / len(x))
    return history
