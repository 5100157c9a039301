"""
title.en = "Every feature has an angle of its own"
title.zh = "每个特征各有一个角"
text.en = "The exponent is k/D for feature k, at the odd features too, so a cosine turns slower than the sine before it. Sine and cosine of a pair share the angle of the even feature: only then is a step in time a rotation of each pair."
text.zh = "第 k 个特征的指数都取 k/D，奇数特征也一样，于是余弦比它前面的正弦转得慢。一对正弦和余弦共用偶数特征的那个角：只有这样，时间上的移动才是每一对的旋转。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(max_length)[:, np.newaxis]
        feature = np.arange(d_model)
        angle = position / 10000.0 ** (feature / d_model)
        self.encoding = np.where(feature % 2 == 0, np.sin(angle), np.cos(angle))
