"""
title.en = "The caller's arrays are shuffled"
title.zh = "打乱了调用者的数组"
text.en = "The shuffled samples and targets are written back into the arrays that came in. They belong to the caller, who finds them in another order afterwards: shuffle indices, and leave the data alone."
text.zh = "打乱后的样本和目标被写回了传入的数组。数组属于调用者，训练之后顺序就变了：应当打乱下标，不动数据。"
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
        if rng is not None:
            order = rng.permutation(n)
            x[:], y[:] = x[order], y[order]
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
