"""
title.en = "The last, smaller batch is dropped"
title.zh = "丢掉了最后那个较小的批量"
text.en = "Only whole batches are cut, and the samples that are left over play no part. An epoch visits every sample exactly once: the last batch takes what is left, and with fewer samples than `batch_size` there is still one batch."
text.zh = "只切出完整的批量，剩下的样本没有参与。一个轮次要把每个样本恰好访问一次：最后一个批量拿走剩下的，样本数少于 `batch_size` 时也仍有一个批量。"
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
        for k in range(n // batch_size):
            batch = order[k * batch_size : (k + 1) * batch_size]
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
