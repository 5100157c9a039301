"""
title.en = "GELU is built from a sigmoid"
title.zh = "GELU 用 sigmoid 搭成"
text.en = "gelu is computed as x · σ(1.702 x), a rougher relative of the same curve. Here it is the tanh form, with u = √(2/π) (x + 0.044715 x³)."
text.zh = "gelu 按 x · σ(1.702 x) 计算，那是同一条曲线的更粗糙的近似。这里要的是 tanh 形式，u = √(2/π) (x + 0.044715 x³)。"
guide = "5.2"
"""


def gelu(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    return x * (1.702 * x).sigmoid()
