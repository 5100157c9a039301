"""
title.en = "The generator is not used"
title.zh = "没有使用生成器"
text.en = "The batches always follow the order of x, and `rng` is never asked. With a generator every epoch has a new random order: in a fixed one, neighbours stay in one batch for ever."
text.zh = "批量总是按 x 的顺序，从没用过 `rng`。传入了生成器时，每个轮次都要用新的随机顺序：顺序固定的话，相邻的样本永远在同一个批量里。"
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
            part, wanted = x[start : start + batch_size], y[start : start + batch_size]
            loss = mse_loss(model(part), wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        losses.append(total / n)
    return losses
