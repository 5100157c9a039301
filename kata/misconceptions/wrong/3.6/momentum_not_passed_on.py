"""
title.en = "The momentum is not passed on"
title.zh = "没有把动量传下去"
text.en = "The optimiser is made with the learning rate alone, as in step 2.4, and `momentum` is never used. Training then takes many more epochs than it needs to."
text.zh = "优化器像步骤 2.4 那样只用学习率创建，`momentum` 从没用上。这样训练需要的轮次会多得多。"
guide = "3.6"
"""


def train_classifier(
    model: Module,
    x: np.ndarray,
    y: np.ndarray,
    *,
    lr: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    momentum: float = 0.0,
) -> list[float]:
    n = len(x)
    if n != len(y) or n == 0:
        raise ValueError(f"x and y must have as many samples, and some: not {n} and {len(y)}")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, but is {batch_size}")
    model.train()
    optimizer = SGD(model.parameters(), lr)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(n)
        total = 0.0
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = cross_entropy(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
