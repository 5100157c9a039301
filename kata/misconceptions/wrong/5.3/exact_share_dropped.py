"""
title.en = "Exactly the share p is dropped"
title.zh = "恰好丢弃了比例为 p 的元素"
text.en = "Every call drops the same number of elements, p times as many as there are, and only their places are random. p is a probability: each element is drawn by itself, and how many are dropped varies from call to call."
text.zh = "每次调用丢弃的元素个数都相同，恰好是总数的 p 倍，只有位置是随机的。p 是概率：每个元素各自抽取，丢弃的个数随调用而变。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = np.arange(x.size) >= round(self.p * x.size)
        self.rng.shuffle(kept)
        return x * (kept.reshape(x.shape) / (1.0 - self.p)).astype(x.dtype)
