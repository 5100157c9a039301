"""
title.en = "The bias starts at zero"
title.zh = "偏置从零开始"
text.en = "Only the weights are drawn at random, and the bias starts at zeros. Here, as in nn.Linear, both start uniform between ±1/√in_features."
text.zh = "只有权重是随机抽取的，偏置从零开始。这里与 nn.Linear 一样，两者的初值都在 ±1/√in_features 之间均匀分布。"
guide = "6.3"
"""

class Linear:
    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        super().__init__()
        if min(in_features, out_features) < 1:
            raise ValueError(f"sizes must be at least 1, not {in_features} and {out_features}")
        bound = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(out_features)) if bias else None
