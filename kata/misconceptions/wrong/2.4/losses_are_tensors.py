"""
title.en = "The losses are tensors"
title.zh = "返回的损失是张量"
text.en = "The losses are added up as tensors and returned as such. Each of them holds on to the graph of its whole epoch: the result is a list of Python floats, so take the number out with `item()`."
text.zh = "损失是作为张量累加并返回的。每个张量都抓着整个轮次的计算图不放：结果应是 Python 浮点数的列表，用 `item()` 取出数值。"
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
        total = Tensor(0.0)
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = mse_loss(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total = total + loss * len(batch)
        losses.append(total / n)
    return losses
