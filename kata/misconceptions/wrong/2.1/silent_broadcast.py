"""
title.en = "Shapes that differ are broadcast"
title.zh = "形状不同时悄悄广播"
text.en = "The shapes are never compared, so NumPy broadcasts a prediction of shape (n, 1) and a target of shape (n,) to (n, n). Every prediction is then compared with every target, training pulls everything towards the mean, and nothing complains: shapes that differ have to be a ValueError."
text.zh = "没有比较形状，于是 NumPy 把 (n, 1) 的预测与 (n,) 的目标广播成 (n, n)。每个预测都与每个目标作了比较，训练把一切拉向平均值，却没有任何报错：形状不同必须是 ValueError。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    error = as_tensor(prediction) - as_tensor(target)
    return (error * error).mean()
