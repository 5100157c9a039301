"""
title.en = "The factor 3 is missing in du/dx"
title.zh = "du/dx 里少了因子 3"
text.en = "The derivative of 0.044715 x³ is taken as 0.044715 x², without the factor 3. The values are right and the gradients a little wrong, which finite differences show."
text.zh = "0.044715 x³ 的导数写成了 0.044715 x²，少了因子 3。值是对的，梯度却差了一点，用有限差分就能看出来。"
guide = "5.2"
"""


def gelu(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    data, c = x.data, float(np.sqrt(2 / np.pi))
    t = np.tanh(c * (data + 0.044715 * data**3))

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        slope = c * (1 + 0.044715 * data**2)
        return (g * (0.5 * (1 + t) + 0.5 * data * (1 - t * t) * slope),)

    return Tensor.from_op(0.5 * data * (1 + t), (x,), vjp, "gelu")
