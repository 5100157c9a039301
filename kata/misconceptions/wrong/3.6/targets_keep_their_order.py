"""
title.en = "Only the samples are shuffled"
title.zh = "只打乱了样本"
text.en = "The samples follow the permutation, while the classes are taken in their old order. Every image then has the label of another, and the network can learn nothing but guessing."
text.zh = "样本按排列取，类别却按原来的顺序取。于是每张图像都配上了别的图像的标签，网络除了乱猜什么也学不到。"
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
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            loss = cross_entropy(model(x[batch]), y[start : start + batch_size])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
