"""
title.en = "The heads are joined without swapping back"
title.zh = "合并头时没有把轴换回来"
text.en = "The result of the heads, (…, H, T, D/H), is reshaped to (…, T, D) as it lies. So a position gets features of other positions; the axes of heads and positions have to be swapped back first."
text.zh = "各个头的结果 (…, H, T, D/H) 没有换轴就直接 reshape 成 (…, T, D)。这样一个位置会得到别的位置的特征；应当先把头和位置这两个轴换回来。"
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
        if mask is None:
            weights = torch.softmax(scores, dim=-1)
        else:
            hidden = ~_broadcast_mask(mask, scores)
            scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
            weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0.0)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).reshape(query.shape))
