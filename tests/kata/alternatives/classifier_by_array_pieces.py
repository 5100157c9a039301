"""
style = "Batches are pieces of a shuffled index array, the loss of an epoch is a running mean, and accuracy counts the rows one by one."
file = "stage1_foundations/task3_mlp.py"
"""


def _batches(count, size, rng):
    order = np.arange(count)
    rng.shuffle(order)
    return np.array_split(order, np.arange(size, count, size))


def train_classifier(model, x, y, *, lr, epochs, batch_size, rng, momentum=0.0):
    if not 0 < len(x) == len(y):
        raise ValueError(f"{len(x)} samples and {len(y)} classes")
    if not batch_size > 0:
        raise ValueError(f"batches of {batch_size}")
    optimizer = SGD(model.train().parameters(), lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        mean, seen = 0.0, 0
        for batch in _batches(len(x), batch_size, rng):
            model.zero_grad()
            loss = cross_entropy(model(np.take(x, batch, axis=0)), np.take(y, batch, axis=0))
            loss.backward()
            seen += len(batch)
            mean += (loss.item() - mean) * len(batch) / seen
            optimizer.step()
        history.append(mean)
    return history


def accuracy(model, x, y):
    if np.ndim(y) != 1 or len(y) != len(x) or len(x) == 0:
        raise ValueError(f"x has {len(x)} samples, y the shape {np.shape(y)}")
    mode, answers = model.training, []
    try:
        with no_grad():
            answers = np.argmax(model.eval()(np.array(x)).numpy(), axis=1)
    finally:
        model.train(mode)
    hits = [bool(answer == wanted) for answer, wanted in zip(answers, y, strict=True)]
    return hits.count(True) / len(hits)
