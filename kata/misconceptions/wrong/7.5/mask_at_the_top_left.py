"""
title.en = "The triangle sits in the top left corner"
title.zh = "三角形放在了左上角"
text.en = "The mask counts its queries from position 0 even where there are fewer queries than keys. The queries are the last positions of the text, so the triangle belongs in the bottom right corner, and the last query sees every key."
text.zh = "即使查询比键少，掩码也把查询从位置 0 数起。查询是文本中最后的那些位置，所以三角形应当在右下角，最后一个查询看得到所有的键。"
guide = "7.5"
"""

from torch import Tensor
from torch.nn import functional as F


def causal_mask(T_query: int, T_key: int, device: torch.device | str | None = None) -> Tensor:
    if T_query > T_key:
        raise ValueError(f"there must be a key for every query, not {T_key} for {T_query}")
    return torch.ones(T_query, T_key, dtype=torch.bool, device=device).tril()


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        mask = causal_mask(T_query, key.shape[2], query.device)
        heads = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T_query, H * d_head))
