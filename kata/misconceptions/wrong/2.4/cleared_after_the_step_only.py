"""
title.en = "Gradients from before the run count"
title.zh = "训练之前留下的梯度也算了进去"
text.en = "The gradients are cleared after each step, so those that the model brought along enter the first update. Old gradients play no part: clear them before the backward pass, not only after the step."
text.zh = "梯度是在每次更新之后清除的，所以模型原先带来的梯度进入了第一次更新。旧的梯度不能算数：要在反向传播之前清除，而不只是在更新之后。"
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
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
