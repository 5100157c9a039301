"""
title.en = "The bias is added as a plain number"
title.zh = "偏置只作为普通的数加上"
text.en = "The value of b is taken out of its tensor before it is added. The predictions are right, but the graph does not lead to b any more: it gets no gradient, and training leaves it where it was."
text.zh = "先把 b 的值从张量里取出来再相加。预测是对的，但计算图不再通向 b：它得不到梯度，训练也就动不了它。"
guide = "2.2"
"""


class LinearRegression:
    def __call__(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim != 2 or x.shape[1] != self.w.size:
            raise ValueError(f"x must have shape (n, {self.w.size}), not {x.shape}")
        return x @ self.w + self.b.item()
