"""
title.en = "Trained on the squared error"
title.zh = "用均方误差来训练"
text.en = "The network is trained on the mean squared error between the logits and one-hot targets. Classification is trained on the cross-entropy, whose gradient stays large as long as the right class has a small probability: the loss of step 3.5 belongs here."
text.zh = "网络是用 logit 与独热目标之间的均方误差训练的。分类要用交叉熵来训练，只要正确类别的概率还小，它的梯度就大：这里该用步骤 3.5 的损失。"
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
    optimizer = SGD(model.parameters(), lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(n)
        total = 0.0
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            logits = model(x[batch])
            error = logits - np.eye(logits.shape[-1])[y[batch]]
            loss = (error * error).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / n)
    return losses
