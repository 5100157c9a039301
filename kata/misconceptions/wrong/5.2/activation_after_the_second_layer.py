"""
title.en = "There is an activation after the second layer"
title.zh = "第二个层之后又有激活函数"
text.en = "The activation is applied to the output of linear2 as well. The network ends with linear2: after a relu the feed-forward network could never subtract anything in the residual sum."
text.zh = "linear2 的输出又经过了一次激活函数。网络以 linear2 结尾：如果后面再有 relu，前馈网络在残差求和里就永远减不了任何东西。"
guide = "5.2"
"""


class FeedForward:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        activate = gelu if self.activation == "gelu" else Tensor.relu
        return activate(self.linear2(activate(self.linear1(x))))
