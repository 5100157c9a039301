"""
title.en = "A new optimiser for every epoch"
title.zh = "每个轮次都新建优化器"
text.en = "The optimiser is made anew in each epoch, and starts with velocities of 0 again. Momentum then forgets what it has gathered: one optimiser serves the whole run."
text.zh = "每个轮次都新建一个优化器，速度又从 0 开始。这样动量就忘掉了累积的东西：整个过程只用一个优化器。"
guide = "3.6"
"""


def train_classifier(
    model: Module,
    x: np.ndarray,
    y: np.ndarray,
    *,
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    momentum: float = 0.0,
) -> list[float]:
    n = len(x)
    if n != len(y) or n == 0:
        raise ValueError(f"x and y must have as many samples, and some: not {n} and {len(y)}")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, but is {batch_size}")
    model.train()
    losses = []
    for _ in range(epochs):
        optimizer = SGD(model.parameters(), lr, momentum=momentum)
        order = rng.permutation(n)
        total = 0.0
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = cross_entropy(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
