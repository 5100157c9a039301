"""
title.en = "An odd width fails"
title.zh = "宽度为奇数时出错"
text.en = "There are as many cosines as sines, which do not fit into the odd features where D is odd. With an odd D the last feature is a sine, and there is one cosine fewer."
text.zh = "余弦与正弦一样多，D 为奇数时，奇数特征里放不下。D 为奇数时，最后一个特征是正弦，余弦要少一个。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(max_length)[:, np.newaxis]
        angle = position / 10000.0 ** (np.arange(0, d_model, 2) / d_model)
        self.encoding = np.empty((max_length, d_model))
        self.encoding[:, 0::2] = np.sin(angle)
        self.encoding[:, 1::2] = np.cos(angle)
