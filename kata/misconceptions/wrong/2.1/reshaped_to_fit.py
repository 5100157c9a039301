"""
title.en = "The target is reshaped to fit"
title.zh = "把目标变形来凑合"
text.en = "A target with as many elements as the prediction is reshaped to the prediction's shape, and only other shapes are refused. Elements then meet that need not belong together, and the mistake in the caller's code stays hidden: any difference in shape is a ValueError that names both."
text.zh = "只要目标与预测的元素一样多，就把它变成预测的形状，只有其他情况才报错。这样配到一起的元素未必对应，调用者的错误也被掩盖了：形状只要不同，就是写出两个形状的 ValueError。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    prediction, target = as_tensor(prediction), as_tensor(target)
    if prediction.size != target.size:
        raise ValueError(f"sizes differ: {prediction.shape} and {target.shape}")
    error = prediction - target.reshape(prediction.shape)
    return (error * error).mean()
