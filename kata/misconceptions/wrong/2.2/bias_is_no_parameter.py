"""
title.en = "`parameters()` leaves out the bias"
title.zh = "`parameters()` 漏掉了偏置"
text.en = "The list holds the weights only. The bias is changed by training as well, and what is not in the list is never updated: the line keeps its offset of 0."
text.zh = "列表里只有权重。训练也要改变偏置，不在列表里的就永远不会更新：直线的偏置会一直是 0。"
guide = "2.2"
"""


class LinearRegression:
    def parameters(self) -> list[Tensor]:
        return [self.w]
