"""
title.en = "The gradient forgets the division by n"
title.zh = "梯度忘了除以 n"
text.en = "The value is a mean, but the vjp hands on 2 (prediction - target) and leaves out the 1/n. The derivative of a mean is a mean too: without the division the steps of training are n times too long, and the value of the loss does not show it."
text.zh = "值取了平均，但 vjp 传回的是 2 (prediction - target)，漏掉了 1/n。平均值的导数同样要除以 n：漏掉它，训练的步子就大了 n 倍，而从损失的值上看不出来。"
guide = "2.1"
"""


def mse_loss(prediction: Tensor | np.ndarray, target: Tensor | np.ndarray) -> Tensor:
    prediction, target = as_tensor(prediction), as_tensor(target)
    if prediction.shape != target.shape:
        raise ValueError(f"shapes differ: {prediction.shape} and {target.shape}")
    error = prediction.data - target.data

    def vjp(g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return g * 2 * error, g * -2 * error

    return Tensor.from_op((error * error).mean(), (prediction, target), vjp, "mse")
