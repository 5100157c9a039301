"""
title.en = "All epochs have the same order"
title.zh = "所有轮次用同一个顺序"
text.en = "The permutation is drawn once, before the first epoch, and used in all of them. Every epoch needs a new one, so that the same samples do not meet in the same batches again and again."
text.zh = "排列只在第一个轮次之前抽取一次，所有轮次都用它。每个轮次都需要新的排列，这样才不会总是同样的样本凑在同样的批量里。"
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
    order = np.arange(n) if rng is None else rng.permutation(n)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
