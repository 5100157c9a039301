"""
title.en = "A row with every key masked becomes NaN"
title.zh = "所有键都被遮住的一行成了 NaN"
text.en = "Masked scores are filled with -∞ and softmax does the rest. A row of nothing but -∞ is 0/0, NaN in the value and in every gradient behind it; with the lowest finite number before and 0 after softmax it is a row of zeros."
text.zh = "被遮住的分数填成 -∞，其余都交给 softmax。全是 -∞ 的一行是 0/0，值和后面的所有梯度都成了 NaN；softmax 之前填最小的有限数、之后填 0，这一行就全是零。"
guide = "6.4"
"""

class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        key = query if key is None else key
        value = key if value is None else value
        q = self._split_heads(self.q_proj(query))
        k = self._split_heads(self.k_proj(key))
        v = self._split_heads(self.v_proj(value))
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(~_broadcast_mask(mask, scores), -math.inf)
        weights = torch.softmax(scores, dim=-1)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
