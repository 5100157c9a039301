"""
title.en = "Positions count from one"
title.zh = "位置从 1 数起"
text.en = "The first position gets the angle of t = 1. Positions count from 0, and position 0 adds sin 0 = 0 and cos 0 = 1; a model trained with the one table does not understand the other."
text.zh = "第一个位置用了 t = 1 的角。位置从 0 数起，位置 0 加上的是 sin 0 = 0 和 cos 0 = 1；用一张表训练的模型看不懂另一张表。"
guide = "5.4"
"""


class PositionalEncoding:
    def __init__(self, d_model: int, max_length: int) -> None:
        position = np.arange(1, max_length + 1)[:, np.newaxis]
        angle = position / 10000.0 ** (np.arange(0, d_model, 2) / d_model)
        self.encoding = np.empty((max_length, d_model))
        self.encoding[:, 0::2] = np.sin(angle)
        self.encoding[:, 1::2] = np.cos(angle[:, : d_model // 2])
