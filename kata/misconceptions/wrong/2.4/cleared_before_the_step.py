"""
title.en = "Gradients are cleared before the step"
title.zh = "更新之前就把梯度清除了"
text.en = "The gradients are cleared between the backward pass and the update, so the optimiser finds none and moves nothing. The order is: predict, loss, clear, backward, update."
text.zh = "梯度在反向传播与更新之间被清除了，优化器找不到梯度，什么也没有移动。顺序应当是：预测、损失、清除、反向传播、更新。"
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
            optimizer.zero_grad()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
