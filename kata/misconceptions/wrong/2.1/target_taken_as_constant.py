"""
title.en = "The target gets no gradient"
title.zh = "目标得不到梯度"
text.en = "Only the values of the target are used, so the graph does not know it. Gradients flow to both arguments, and the target's is minus that of the prediction."
text.zh = "只用了目标的数值，所以计算图里没有它。梯度要流向两个参数，目标的梯度是预测的梯度的相反数。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    prediction = as_tensor(prediction)
    target = target.data if isinstance(target, Tensor) else np.asarray(target)
    if prediction.shape != target.shape:
        raise ValueError(f"shapes differ: {prediction.shape} and {target.shape}")
    error = prediction - target
    return (error * error).mean()
