"""
title.en = "The maximum is taken over the samples"
title.zh = "最大值是对样本取的"
text.en = "The largest logit is looked for along the first axis, which gives a sample for each class. What the model answers is the class with the largest logit for each sample, along the last axis."
text.zh = "最大的 logit 是沿第一个轴找的，得到的是每个类别对应哪个样本。模型的回答是每个样本 logit 最大的类别，要沿最后一个轴找。"
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
    return float(np.mean(logits.data.argmax(axis=0) == y))
