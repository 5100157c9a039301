"""
title.en = "A position does not see itself"
title.zh = "位置看不到自己"
text.en = "The triangle of the mask is one diagonal too small, so a position sees what stands before it but not itself. The first position is then left without a single key, and no query knows the token that it stands at."
text.zh = "掩码的三角形少了一条对角线，所以位置只看得到它之前的内容，看不到自己。这样第一个位置一个键也没有，而且没有一个查询知道自己所在的词元。"
guide = "7.5"
"""

from torch import Tensor
from torch.nn import functional as F


def causal_mask(T_query: int, T_key: int, device: torch.device | str | None = None) -> Tensor:
    if T_query > T_key:
        raise ValueError(f"there must be a key for every query, not {T_key} for {T_query}")
    mask = torch.ones(T_query, T_key, dtype=torch.bool, device=device)
    return mask.tril(diagonal=T_key - T_query - 1)


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        mask = causal_mask(T_query, key.shape[2], query.device)
        heads = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T_query, H * d_head))
