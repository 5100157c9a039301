"""
title.en = "Divided by the number of rows"
title.zh = "除以了行数"
text.en = "The sum of the squares is divided by the length of the first axis only. The mean runs over all elements, whatever the number of axes: for a (2, 3) matrix that is 6, not 2."
text.zh = "平方和只除以了第一个轴的长度。平均要对所有元素取，不管有几个轴：对 (2, 3) 的矩阵应除以 6，而不是 2。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    prediction, target = as_tensor(prediction), as_tensor(target)
    if prediction.shape != target.shape:
        raise ValueError(f"shapes differ: {prediction.shape} and {target.shape}")
    n = prediction.shape[0] if prediction.ndim else 1
    error = prediction - target
    return (error * error).sum() / n
