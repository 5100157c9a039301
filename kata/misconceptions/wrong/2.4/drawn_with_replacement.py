"""
title.en = "Batches are drawn with replacement"
title.zh = "有放回地抽取批量"
text.en = "Each batch draws its samples anew from all of them. Some then come several times in an epoch and others not at all, while an epoch is exactly one visit to every sample: draw a permutation and cut it."
text.zh = "每个批量都重新从全部样本中抽取。这样一个轮次里有的样本来了好几次，有的一次也没来，而一个轮次应当把每个样本恰好访问一次：抽取一个排列，再切开。"
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
        total = 0.0
        for start in range(0, n, batch_size):
            batch = np.arange(start, min(start + batch_size, n))
            if rng is not None:
                batch = rng.integers(0, n, len(batch))
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
