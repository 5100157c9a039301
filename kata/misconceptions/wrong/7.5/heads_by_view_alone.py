"""
title.en = "The heads' axis is made by `view` alone"
title.zh = "头的轴只靠 `view` 得到"
text.en = "Queries, keys and values of shape (B, T, D) are viewed as (B, H, T, D/H) at once. `view` moves nothing, so each head gets pieces of several positions: cut D into (H, D/H) first, then swap the axes."
text.zh = "形状为 (B, T, D) 的查询、键和值被一步 `view` 成了 (B, H, T, D/H)。`view` 并不移动元素，所以每个头拿到的是几个位置的碎片：要先把 D 切成 (H, D/H)，再交换轴。"
guide = "7.5"
"""

from torch import Tensor


class CausalSelfAttention:
    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        B, T, D = x.shape
        query, key, value = (
            part.reshape(B, self.n_head, T, D // self.n_head)
            for part in self.c_attn(x).split(D, dim=-1)
        )
        return query, key, value
