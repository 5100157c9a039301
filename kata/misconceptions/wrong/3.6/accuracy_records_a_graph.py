"""
title.en = "Accuracy records a graph"
title.zh = "算准确率时记录了计算图"
text.en = "The model runs without `no_grad()`, so every operation of the evaluation is recorded. Nobody will ask for these gradients: over many samples that costs memory and time for nothing."
text.zh = "模型运行时没有用 `no_grad()`，评估中的每个运算都被记录下来。没有人会要这些梯度：样本一多，就白白耗费内存和时间。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    was_training = model.training
    model.eval()
    logits = model(x)
    model.train(was_training)
    return float(np.mean(logits.data.argmax(axis=-1) == y))
