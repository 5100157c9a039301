"""
title.en = "No mask at all"
title.zh = "完全没有掩码"
text.en = "Every position attends to all keys, those that come after it included. So it sees the answer that it is asked for: the loss falls to almost nothing, and what the model writes is rubbish."
text.zh = "每个位置都关注所有的键，包括它之后的那些。于是它看得到要它回答的答案：损失几乎降到零，而模型写出来的却是一堆胡话。"
guide = "7.5"
"""

from torch import Tensor
from torch.nn import functional as F


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        heads = F.scaled_dot_product_attention(query, key, value)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T_query, H * d_head))
