"""
title.en = "The start is bounded by the number of outputs"
title.zh = "初值的界取决于输出个数"
text.en = "Weights start between ±1/√out_features. An output is a sum over the inputs, so it is √in_features that keeps its size in order; with other sizes the start is far too large or too small."
text.zh = "权重的初值在 ±1/√out_features 之间。每个输出是对输入求的和，所以让它大小合适的是 √in_features；两个尺寸不同时，初值会太大或太小。"
guide = "6.3"
"""

class Linear:
    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        super().__init__()
        if min(in_features, out_features) < 1:
            raise ValueError(f"sizes must be at least 1, not {in_features} and {out_features}")
        bound = 1 / math.sqrt(out_features)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        self.bias = (
            nn.Parameter(torch.empty(out_features).uniform_(-bound, bound)) if bias else None
        )
