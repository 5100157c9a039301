"""
title.en = "True is taken for “may not attend”"
title.zh = "把 True 当成了“不可以关注”"
text.en = "The scores are filled with −∞ where the mask is True, as the masks of `nn.MultiheadAttention` are meant. Here True says “may attend”: every position now sees only what comes after it, and the last one nothing at all."
text.zh = "在掩码为 True 的地方把分数填成了 −∞，那是 `nn.MultiheadAttention` 的掩码的约定。在这里 True 表示“可以关注”：现在每个位置只看得到它之后的内容，最后一个位置则什么也看不到。"
guide = "7.5"
"""

import math

from torch import Tensor


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        scores = query @ key.transpose(-2, -1) / math.sqrt(d_head)
        mask = causal_mask(T_query, key.shape[2], query.device)
        weights = scores.masked_fill(mask, -math.inf).softmax(-1)
        return self.c_proj((weights @ value).transpose(1, 2).reshape(B, T_query, H * d_head))
