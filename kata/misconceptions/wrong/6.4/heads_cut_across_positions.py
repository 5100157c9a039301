"""
title.en = "The heads are cut across the positions"
title.zh = "切头时切到了位置上"
text.en = "The features are reshaped to (…, H, T, D/H) in one go. That counts through the memory and mixes positions with features; first D is cut into (H, D/H), and then the axes are swapped."
text.zh = "特征一次就 reshape 成了 (…, H, T, D/H)。这只是按内存的次序往下数，会把位置和特征混在一起；应当先把 D 切成 (H, D/H)，再交换轴。"
guide = "6.4"
"""

class MultiHeadAttention:
    def _split_heads(self, x: Tensor) -> Tensor:
        *front, length, d_model = x.shape
        return x.reshape(*front, self.num_heads, length, d_model // self.num_heads)
