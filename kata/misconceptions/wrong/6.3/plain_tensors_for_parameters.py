"""
title.en = "Weight and bias are no parameters"
title.zh = "权重和偏置不是参数"
text.en = "weight and bias of Linear are tensors that require gradients, but not nn.Parameter. The module does not register them, so they are neither trained nor moved nor saved; wrap the finished numbers."
text.zh = "Linear 的 weight 和 bias 是需要梯度的张量，却不是 nn.Parameter。模块不会登记它们，所以它们不会被训练、移动或保存；要把算好的数包起来。"
guide = "6.3"
"""

class Linear:
    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        super().__init__()
        if min(in_features, out_features) < 1:
            raise ValueError(f"sizes must be at least 1, not {in_features} and {out_features}")
        bound = 1 / math.sqrt(in_features)
        self.weight = torch.empty(out_features, in_features).uniform_(-bound, bound)
        self.weight.requires_grad_()
        self.bias = None
        if bias:
            self.bias = torch.empty(out_features).uniform_(-bound, bound).requires_grad_()
