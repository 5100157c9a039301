"""
title.en = "The bias is not added"
title.zh = "没有加上偏置"
text.en = "The prediction is x w alone, and the bias b plays no part in it. Such a line always goes through the origin, and b never gets a gradient."
text.zh = "预测只有 x w，偏置 b 没有参与。这样的直线总是经过原点，b 也永远得不到梯度。"
guide = "2.2"
"""


class LinearRegression:
    def __call__(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim != 2 or x.shape[1] != self.w.size:
            raise ValueError(f"x must have shape (n, {self.w.size}), not {x.shape}")
        return x @ self.w
