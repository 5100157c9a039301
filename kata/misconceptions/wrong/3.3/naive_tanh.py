"""
title.en = "tanh overflows"
title.zh = "tanh 上溢"
text.en = "tanh is put together from exponentials of x and -x. For large x they are infinite, and infinity divided by infinity is NaN: use the method of step 1.7."
text.zh = "tanh 是用 x 和 −x 的指数拼出来的。x 很大时指数是无穷大，无穷大除以无穷大就是 NaN：应当用步骤 1.7 的方法。"
guide = "1.7"
"""


class Tanh(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        up, down = x.exp(), (-x).exp()
        return (up - down) / (up + down)
