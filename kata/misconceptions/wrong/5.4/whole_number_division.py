"""
title.en = "The exponent is a whole number"
title.zh = "指数成了整数"
text.en = "The exponent is computed with //, which makes it 0 for every feature. All hands of the clock then turn at the same speed, and positions about 6.28 apart look almost the same."
text.zh = "指数用 // 计算，于是每个特征的指数都是 0。钟表的所有指针都转得一样快，相距约 6.28 的位置看上去几乎一样。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(max_length)[:, np.newaxis]
        even = np.arange(0, d_model, 2)
        angle = position / 10000.0 ** (even // d_model)
        self.encoding = np.empty((max_length, d_model))
        self.encoding[:, 0::2] = np.sin(angle)
        self.encoding[:, 1::2] = np.cos(angle[:, : d_model // 2])
