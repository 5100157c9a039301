"""
title.en = "Whole features are dropped together"
title.zh = "整个特征一起被丢弃"
text.en = "There is one draw for each feature, and all positions and batch entries share it. Every element has its own: the draw needs the shape of x."
text.zh = "每个特征只抽取一次，所有位置和批量样本共用。每个元素都要自己抽取：抽取的形状应当与 x 相同。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = self.rng.random(x.shape[-1:]) >= self.p
        return x * (kept / (1.0 - self.p)).astype(x.dtype)
