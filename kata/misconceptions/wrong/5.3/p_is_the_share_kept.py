"""
title.en = "p is taken for the share that is kept"
title.zh = "把 p 当成了保留的比例"
text.en = "Elements are kept with probability p and divided by p. p is the probability of being dropped: with p = 0.1 this code throws away nine elements out of ten."
text.zh = "元素以概率 p 保留，并除以 p。p 是丢弃的概率：p = 0.1 时，这段代码会在十个元素里扔掉九个。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = self.rng.random(x.shape) < self.p
        return x * (kept / self.p).astype(x.dtype)
