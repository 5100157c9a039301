"""
title.en = "The squares are summed, not averaged"
title.zh = "平方误差只求了和，没有取平均"
text.en = "The squared errors are added up and never divided by their number. The loss is their mean: a sum grows with the number of samples, and with it the gradient, so a learning rate that suits ten samples is far too large for a thousand."
text.zh = "平方误差加了起来，却没有除以它们的个数。损失是平均值：和会随样本数增大，梯度也跟着增大，适合十个样本的学习率对一千个样本就太大了。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    prediction, target = as_tensor(prediction), as_tensor(target)
    if prediction.shape != target.shape:
        raise ValueError(f"shapes differ: {prediction.shape} and {target.shape}")
    error = prediction - target
    return (error * error).sum()
