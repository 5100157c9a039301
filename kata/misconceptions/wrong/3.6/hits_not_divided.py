"""
title.en = "The number of hits is returned"
title.zh = "返回的是答对的个数"
text.en = "The right answers are counted, and the count is returned. The accuracy is a share between 0 and 1: divide by the number of samples."
text.zh = "数出了答对的个数，就直接返回了。准确率是 0 与 1 之间的比例：要除以样本的个数。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    was_training = model.training
    model.eval()
    with no_grad():
        logits = model(x)
    model.train(was_training)
    return float(np.sum(logits.data.argmax(axis=-1) == y))
