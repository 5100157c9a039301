"""
title.en = "The table is a parameter"
title.zh = "表成了参数"
text.en = "The table is a tensor with requires_grad=True, so the module counts it as a parameter and training changes it. Nothing is learned here: encoding is an array."
text.zh = "这张表是 requires_grad=True 的张量，于是模块把它算作参数，训练会改变它。这里没有什么要学的：encoding 是数组。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(max_length)[:, np.newaxis]
        angle = position / 10000.0 ** (np.arange(0, d_model, 2) / d_model)
        table = np.empty((max_length, d_model))
        table[:, 0::2] = np.sin(angle)
        table[:, 1::2] = np.cos(angle[:, : d_model // 2])
        self.encoding = Tensor(table, requires_grad=True)

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        max_length, d_model = self.encoding.shape
        if x.ndim < 2 or x.shape[-1] != d_model or x.shape[-2] > max_length:
            raise ValueError(f"{x.shape} does not fit ({max_length}, {d_model})")
        return x + self.encoding[: x.shape[-2]]
