"""
title.en = "`is_causal=True` where there are fewer queries than keys"
title.zh = "查询比键少时也用 `is_causal=True`"
text.en = "All attention is left to `is_causal=True`, whose triangle sits in the top left corner. That is right for as many queries as keys alone; with a cache a single query would see the first key and nothing else."
text.zh = "所有的注意力都交给了 `is_causal=True`，而它的三角形在左上角。只有查询与键一样多时才是对的；有缓存时，单独一个查询就只看得到第一个键。"
guide = "7.5"
"""

from torch import Tensor
from torch.nn import functional as F


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        heads = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T_query, H * d_head))
