"""
title.en = "A factor ½ in front of the loss"
title.zh = "损失前面多了 ½"
text.en = "The mean of the squares is halved, as some books do to lose the 2 of the derivative. Here the loss is the plain mean, as in PyTorch, so both its value and its gradients come out half as large as they should."
text.zh = "平方的平均值又乘了 ½，有些书这样做，好让导数里的 2 消失。这里的损失就是平均值本身，与 PyTorch 相同，所以你的损失和梯度都只有应有的一半。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    prediction, target = as_tensor(prediction), as_tensor(target)
    if prediction.shape != target.shape:
        raise ValueError(f"shapes differ: {prediction.shape} and {target.shape}")
    error = prediction - target
    return (error * error).mean() * 0.5
