"""
title.en = "The loss is measured after the updates"
title.zh = "更新之后才测量损失"
text.en = "The loss of an epoch is computed over all samples when its updates are done. It is to be what was measured as the epoch ran, each batch before its own update: so the first number says where training started, and no extra pass is needed."
text.zh = "轮次的损失是在它的更新全部完成之后对所有样本算的。它应当是轮次进行时测得的，每个批量在自己的更新之前：这样第一个数就是训练的起点，也不必多算一遍。"
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
        losses.append(mse_loss(model(x), y).item())
    return losses
