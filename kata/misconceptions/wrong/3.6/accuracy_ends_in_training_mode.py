"""
title.en = "Training mode afterwards, whatever it was"
title.zh = "之后总是切换到训练模式"
text.en = "`accuracy` ends by switching to training mode. A model that came in evaluation mode is then changed behind its owner's back: remember the mode that was found, and restore that."
text.zh = "`accuracy` 结束时切换到训练模式。以评估模式传入的模型就被悄悄改了：应当记住原来的模式，再恢复它。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    model.eval()
    with no_grad():
        logits = model(x)
    model.train()
    return float(np.mean(logits.data.argmax(axis=-1) == y))
