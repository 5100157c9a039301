"""
title.en = "Old gradients are never cleared"
title.zh = "没有清除旧的梯度"
text.en = "Nothing clears the gradients between two batches, and every backward pass adds to what is there. From the second update on, each step repeats all the gradients before it, and those that the model brought along."
text.zh = "两个批量之间没有清除梯度，而每次反向传播都会加到原有的梯度上。从第二次更新起，每一步都把之前所有的梯度又走了一遍，模型原先带来的梯度也算了进去。"
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
            loss = cross_entropy(model(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
