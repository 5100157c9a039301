"""
title.en = "Only the samples are shuffled"
title.zh = "只打乱了样本"
text.en = "The samples follow the permutation, while the targets are taken in their old order. Every sample then meets the target of another, and there is nothing left to learn: x and y need the same order."
text.zh = "样本按排列取，目标却按原来的顺序取。于是每个样本都配上了别的样本的目标，没有什么可学的了：x 和 y 要用同一个顺序。"
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
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = mse_loss(model(x[batch]), y[start : start + batch_size])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
