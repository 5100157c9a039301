"""
title.en = "The first axis is taken for time"
title.zh = "把第一个轴当成了时间"
text.en = "As many rows of the table are added as x has along its first axis. Time is the last axis but one; the first one may be the batch, and there may be several batch axes or none."
text.zh = "x 的第一个轴有多长，就加上表的多少行。时间是倒数第二个轴；第一个轴可能是批量，批量轴可以有几个，也可以没有。"
guide = "5.4"
"""


class PositionalEncoding:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        max_length, d_model = self.encoding.shape
        if x.ndim < 2 or x.shape[-1] != d_model or x.shape[-2] > max_length:
            raise ValueError(f"{x.shape} does not fit ({max_length}, {d_model})")
        table = self.encoding[: x.shape[0]].astype(x.dtype)
        return x + table.reshape(-1, *[1] * (x.ndim - 2), d_model)
