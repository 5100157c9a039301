"""
title.en = "A position sees the one after it"
title.zh = "位置看得到它的下一个位置"
text.en = "The triangle of the mask is one diagonal too large, so every position also sees the one that comes next. That one holds the answer which the model is asked for, and training becomes copying."
text.zh = "掩码的三角形多了一条对角线，所以每个位置还看得到紧跟在后面的那一个。那里放的正是要模型回答的答案，训练就成了抄写。"
guide = "7.5"
"""

from torch import Tensor
from torch.nn import functional as F


def causal_mask(T_query: int, T_key: int, device: torch.device | str | None = None) -> Tensor:
    if T_query > T_key:
        raise ValueError(f"there must be a key for every query, not {T_key} for {T_query}")
    mask = torch.ones(T_query, T_key, dtype=torch.bool, device=device)
    return mask.tril(diagonal=T_key - T_query + 1)


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        mask = causal_mask(T_query, key.shape[2], query.device)
        heads = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T_query, H * d_head))
