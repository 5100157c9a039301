"""
title.en = "The last batch counts as a whole one"
title.zh = "最后的批量按完整批量计数"
text.en = "Each batch loss is multiplied by `batch_size`, also where the last batch has fewer samples. It has to be multiplied by the number of samples in it, or the smaller batch counts for too much, and the sum is not that of n samples."
text.zh = "每个批量的损失都乘以 `batch_size`，哪怕最后一个批量的样本更少。应当乘以其中实际的样本数，否则小的批量算得太重，总和也不是 n 个样本的和。"
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
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * batch_size
        losses.append(total / n)
    return losses
