"""
title.en = "c_attn is cut into heads before queries, keys and values"
title.zh = "先切成头，再分出查询、键和值"
text.en = "The features of `c_attn` are cut into (H, 3, D/H), so that each head has its queries, keys and values side by side. The first D rows are all queries here, the next D all keys, the last D all values: cut into (3, H, D/H)."
text.zh = "`c_attn` 的特征被切成了 (H, 3, D/H)，每个头的查询、键和值排在一起。在这里，前 D 行都是查询，接下来的 D 行都是键，最后的 D 行都是值：要切成 (3, H, D/H)。"
guide = "7.5"
"""

from torch import Tensor


class CausalSelfAttention:
    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        B, T, D = x.shape
        stacked = self.c_attn(x).view(B, T, self.n_head, 3, D // self.n_head)
        query, key, value = stacked.permute(3, 0, 2, 1, 4)
        return query, key, value
