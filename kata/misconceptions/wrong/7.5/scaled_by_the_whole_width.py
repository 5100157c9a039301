"""
title.en = "Scaled by √D instead of √(D/H)"
title.zh = "用 √D 而不是 √(D/H) 来缩放"
text.en = "The scores are divided by the root of the width of the whole model. A score is a sum of D/H products, one head's, so √(D/H) brings its variance back to 1; √D makes the weights too even."
text.zh = "分数除以了整个模型宽度的平方根。一个分数是一个头里 D/H 个乘积之和，所以 √(D/H) 才使它的方差回到 1；用 √D 会使权重过于平均。"
guide = "7.5"
"""

import math

from torch import Tensor


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        scores = query @ key.transpose(-2, -1) / math.sqrt(H * d_head)
        mask = causal_mask(T_query, key.shape[2], query.device)
        weights = scores.masked_fill(~mask, -math.inf).softmax(-1)
        return self.c_proj((weights @ value).transpose(1, 2).reshape(B, T_query, H * d_head))
