"""
title.en = "Only one update in each epoch"
title.zh = "每个轮次只更新一次"
text.en = "The gradients of all batches are added up, and the parameters move once when the epoch is over. Each batch makes an update of its own, with its own gradient and nothing else."
text.zh = "所有批量的梯度累加在一起，到轮次结束时参数才移动一次。每个批量都要作一次自己的更新，只用它自己的梯度。"
guide = "2.4"
"""


def fit(
    model: LinearRegression,
    x: np.ndarray,
    y: np.ndarray,
    *,
    lr: float,
    epochs: int,
    batch_size: int | None = None,
    rng: np.random.Generator | None = None,
) -> list[float]:
    n = len(x)
    if n != len(y) or n == 0:
        raise ValueError(f"x and y must have as many samples, and some: not {n} and {len(y)}")
    batch_size = n if batch_size is None else batch_size
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, but is {batch_size}")
    optimizer = SGD(model.parameters(), lr)
    losses = []
    for _ in range(epochs):
        order = np.arange(n) if rng is None else rng.permutation(n)
        total = 0.0
        optimizer.zero_grad()
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = mse_loss(model(x[batch]), y[batch])
            loss.backward()
            total += loss.item() * len(batch)
        optimizer.step()
        losses.append(total / n)
    return losses
