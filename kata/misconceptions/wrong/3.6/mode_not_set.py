"""
title.en = "The model is not put in training mode"
title.zh = "没有把模型设为训练模式"
text.en = "The model is trained in the mode in which it comes, evaluation mode for example after `accuracy`. Layers such as dropout would then do nothing: `train_classifier` switches to training mode first."
text.zh = "模型以它来时的模式训练，比如在 `accuracy` 之后就是评估模式。这样随机失活之类的层就不起作用：`train_classifier` 要先切换到训练模式。"
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
    optimizer = SGD(model.parameters(), lr, momentum=momentum)
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
