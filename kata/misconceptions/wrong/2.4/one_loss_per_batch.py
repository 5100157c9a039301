"""
title.en = "One loss for each batch"
title.zh = "每个批量返回一个损失"
text.en = "The list has a number for every batch. It is to have one for every epoch, the mean over all n samples, in which a batch counts by its length."
text.zh = "列表里每个批量有一个数。应当是每个轮次一个，即对全部 n 个样本的平均，其中批量按长度加权。"
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
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses
