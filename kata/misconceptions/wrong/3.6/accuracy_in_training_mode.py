"""
title.en = "Accuracy is measured in training mode"
title.zh = "在训练模式下测量准确率"
text.en = "`accuracy` runs the model in whatever mode it is. In training mode dropout hides units at random and the answers are worse than they need be: evaluation mode is for exactly this."
text.zh = "`accuracy` 不管模型处于什么模式就直接运行。训练模式下，随机失活会随机遮住单元，回答比应有的差：评估模式正是为此准备的。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    with no_grad():
        logits = model(x)
    return float(np.mean(logits.data.argmax(axis=-1) == y))
