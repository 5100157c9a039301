"""
title.en = "Gradients are cleared only once in an epoch"
title.zh = "每个轮次只清除一次梯度"
text.en = "The gradients are cleared when an epoch begins, but not between its batches. Backward adds up, so the second batch moves by its own gradient and by that of the first: clear before every backward pass."
text.zh = "梯度只在轮次开始时清除，批量之间没有清除。反向传播会累加，所以第二个批量按它自己的梯度加上第一个批量的梯度来移动：每次反向传播之前都要清除。"
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
        optimizer.zero_grad()
        order = np.arange(n) if rng is None else rng.permutation(n)
        total = 0.0
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = mse_loss(model(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
