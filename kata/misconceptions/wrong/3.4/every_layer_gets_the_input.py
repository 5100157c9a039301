"""
title.en = "Every layer gets the first input"
title.zh = "每一层得到的都是最初的输入"
text.en = "Each layer is called with the x that came in, and only the result of the last one is returned. A layer is fed with the output of the one before: otherwise all but the last do nothing."
text.zh = "每一层都用最初传入的 x 来调用，返回的只是最后一层的结果。每一层的输入应是前一层的输出：否则除了最后一层，其他层什么也没做。"
guide = "3.4"
"""


class Sequential(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        y = x
        for layer in self.layers:
            y = layer(x)
        return y
