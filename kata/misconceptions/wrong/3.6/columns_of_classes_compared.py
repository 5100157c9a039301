"""
title.en = "Classes in a column are compared with a row"
title.zh = "拿一列类别与一行作比较"
text.en = "Only the lengths of x and y are compared, so classes of shape (n, 1) go through. Compared with answers of shape (n,) they broadcast to (n, n), and the share is that of all pairs: y must have the shape (n,)."
text.zh = "只比较了 x 和 y 的长度，形状为 (n, 1) 的类别就通过了。它与形状为 (n,) 的回答比较时会广播成 (n, n)，算出的是所有配对的比例：y 的形状必须是 (n,)。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if len(y) != n or n == 0:
        raise ValueError(f"x and y must have as many samples, and some: not {n} and {len(y)}")
    was_training = model.training
    model.eval()
    with no_grad():
        logits = model(x)
    model.train(was_training)
    return float(np.mean(logits.data.argmax(axis=-1) == y))
