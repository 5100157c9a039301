"""
title.en = "The mask comes after softmax"
title.zh = "掩码放在了 softmax 之后"
text.en = "The weights of later keys are set to 0 once softmax is done. These keys have taken part in the sum by then, so what is left does not add up to 1; they have to be −∞ among the scores."
text.zh = "softmax 做完之后才把后面的键的权重设为 0。这时它们已经参加了求和，剩下的权重加起来不是 1；应当在分数里就让它们成为 −∞。"
guide = "7.5"
"""

import math

from torch import Tensor


class CausalSelfAttention:
    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        B, H, T_query, d_head = query.shape
        scores = query @ key.transpose(-2, -1) / math.sqrt(d_head)
        mask = causal_mask(T_query, key.shape[2], query.device)
        weights = scores.softmax(-1).masked_fill(~mask, 0.0)
        return self.c_proj((weights @ value).transpose(1, 2).reshape(B, T_query, H * d_head))
