"""
title.en = "Sines and cosines are not interleaved"
title.zh = "正弦和余弦没有交错"
text.en = "All sines stand in the first half of the features and all cosines in the second. In this convention they are interleaved: a sine at each even feature, the cosine of the same angle at the odd one after it."
text.zh = "所有正弦放在前一半特征里，所有余弦放在后一半。按这里的约定，它们是交错的：每个偶数特征是正弦，紧接着的奇数特征是同一个角的余弦。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(max_length)[:, np.newaxis]
        angle = position / 10000.0 ** (np.arange(0, d_model, 2) / d_model)
        cosine = np.cos(angle[:, : d_model // 2])
        self.encoding = np.concatenate([np.sin(angle), cosine], axis=1)
