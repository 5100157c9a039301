"""
title.en = "The last, smaller batch is dropped"
title.zh = "丢掉了最后那个较小的批量"
text.en = "Only whole batches are used, and the samples that are left over take no part in the epoch. An epoch visits every sample exactly once: the last batch takes what is left."
text.zh = "只用了完整的批量，剩下的样本没有参与这个轮次。一个轮次要把每个样本恰好访问一次：最后一个批量拿走剩下的。"
guide = "2.4"
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
    optimizer = SGD(model.parameters(), lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(n)
        total = 0.0
        for k in range(n // batch_size):
            batch = order[k * batch_size : (k + 1) * batch_size]
            loss = cross_entropy(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
