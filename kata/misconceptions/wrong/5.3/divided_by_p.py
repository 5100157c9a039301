"""
title.en = "What is kept is divided by p"
title.zh = "保留的元素除以了 p"
text.en = "What is kept is divided by p, the probability of being dropped. It has to be divided by the probability of being kept, 1 − p, for the mean to stay; only at p = 0.5 are the two the same."
text.zh = "保留的元素除以了 p，即丢弃的概率。要使均值不变，应当除以保留的概率 1 − p；只有 p = 0.5 时两者才相同。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = self.rng.random(x.shape) >= self.p
        return x * (kept / self.p).astype(x.dtype)
