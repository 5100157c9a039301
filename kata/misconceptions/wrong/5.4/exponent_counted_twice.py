"""
title.en = "The exponent is counted twice"
title.zh = "指数算了两遍"
text.en = "np.arange(0, D, 2) already counts the even features 0, 2, 4, and its numbers are doubled once more. 2i is the index of the feature itself, so the exponent is that index over D, and otherwise the hands of the clock slow down twice as fast."
text.zh = "np.arange(0, D, 2) 数的已经是偶数特征 0、2、4，这里又乘了一次 2。2i 就是特征自己的下标，指数是这个下标除以 D，否则钟表的指针会加倍地变慢。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(max_length)[:, np.newaxis]
        i = np.arange(0, d_model, 2)
        angle = position / 10000.0 ** (2 * i / d_model)
        self.encoding = np.empty((max_length, d_model))
        self.encoding[:, 0::2] = np.sin(angle)
        self.encoding[:, 1::2] = np.cos(angle[:, : d_model // 2])
