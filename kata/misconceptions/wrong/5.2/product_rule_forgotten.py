"""
title.en = "The product rule is forgotten"
title.zh = "忘了乘积法则"
text.en = "The derivative is taken as ½ (1 + t), as if t did not depend on x. GELU is a product of two functions of x, so its derivative has a second term, ½ x (1 − t²) · du/dx."
text.zh = "导数取成了 ½ (1 + t)，仿佛 t 与 x 无关。GELU 是 x 的两个函数之积，所以导数还有第二项 ½ x (1 − t²) · du/dx。"
guide = "5.2"
"""


def gelu(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    c = float(np.sqrt(2 / np.pi))
    half = 0.5 * (1 + np.tanh(c * (x.data + 0.044715 * x.data**3)))
    return Tensor.from_op(x.data * half, (x,), lambda g: (g * half,), "gelu")
