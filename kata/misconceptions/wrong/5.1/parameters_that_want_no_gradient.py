"""
title.en = "Gain and shift are no parameters"
title.zh = "增益和偏移不是参数"
text.en = "weight and bias are tensors that ask for no gradient, so the module does not count them among its parameters and training never changes them. A parameter is made with requires_grad=True."
text.zh = "weight 和 bias 是不需要梯度的张量，所以模块不把它们算作参数，训练也永远不会改变它们。创建参数要写 requires_grad=True。"
guide = "5.1"
"""


class LayerNorm:
    def __init__(self, d_model: int, eps: float = 1e-5) -> None:
        self.weight = Tensor(np.ones(d_model))
        self.bias = Tensor(np.zeros(d_model))
        self.eps = eps
