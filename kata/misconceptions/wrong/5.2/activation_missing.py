"""
title.en = "There is no activation between the layers"
title.zh = "两层之间没有激活函数"
text.en = "The output of linear1 goes straight into linear2. Two linear maps in a row are one linear map, so the wide hidden layer is of no use without an activation in between."
text.zh = "linear1 的输出直接进了 linear2。接连的两个线性映射还是一个线性映射，中间没有激活函数，再宽的隐藏层也没有用。"
guide = "5.2"
"""


class FeedForward:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        return self.linear2(self.linear1(x))
