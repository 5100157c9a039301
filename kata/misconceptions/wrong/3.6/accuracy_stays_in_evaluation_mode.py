"""
title.en = "The model is left in evaluation mode"
title.zh = "模型停留在评估模式"
text.en = "`accuracy` switches to evaluation mode and does not switch back. Training that goes on afterwards would run without dropout: the model is put back into the mode that it came in."
text.zh = "`accuracy` 切换到评估模式，却没有切换回来。之后继续训练就没有了随机失活：要恢复模型来时的模式。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    model.eval()
    with no_grad():
        logits = model(x)
    return float(np.mean(logits.data.argmax(axis=-1) == y))
