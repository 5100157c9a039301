"""
title.en = "Only the outermost module changes its mode"
title.zh = "只换了最外层模块的模式"
text.en = "`accuracy` sets the attribute `training` of the model itself. The layers within keep theirs, and they are the ones that look at it: `eval` and `train` reach every nested module."
text.zh = "`accuracy` 只设置了模型自己的 `training` 属性。里面的层仍保持原样，而查看模式的正是它们：`eval` 和 `train` 会到达每个嵌套的模块。"
guide = "3.6"
"""


def accuracy(model: Module, x: np.ndarray, y: np.ndarray) -> float:
    n = len(x)
    if np.shape(y) != (n,) or n == 0:
        raise ValueError(f"y must hold one class for each of the {n} samples, not {np.shape(y)}")
    was_training = model.training
    model.training = False
    with no_grad():
        logits = model(x)
    model.training = was_training
    return float(np.mean(logits.data.argmax(axis=-1) == y))
