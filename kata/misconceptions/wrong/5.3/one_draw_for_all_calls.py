"""
title.en = "The same elements are dropped in every call"
title.zh = "每次调用都丢弃同样的元素"
text.en = "What to drop is drawn once and kept for later calls of the same shape. That is just a smaller network: only when each call draws anew can no feature rely on another."
text.zh = "丢弃哪些元素只抽取一次，之后相同形状的调用都用它。那不过是一个更小的网络：只有每次调用都重新抽取，特征之间才不能互相依赖。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        if getattr(self, "kept", None) is None or self.kept.shape != x.shape:
            self.kept = self.rng.random(x.shape) >= self.p
        return x * (self.kept / (1.0 - self.p)).astype(x.dtype)
