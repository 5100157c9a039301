"""
title.en = "softmax runs over the queries"
title.zh = "沿查询做了 softmax"
text.en = "The softmax is taken along the axis of the queries. Each query shares out its attention among the keys, so a row, which is the last axis, has to sum to one."
text.zh = "softmax 是沿查询的轴做的。每个查询把自己的注意力分给各个键，所以和为一的应当是一行，也就是最后一个轴。"
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
            weights = torch.softmax(scores, dim=-2)
        else:
            hidden = ~_broadcast_mask(mask, scores)
            scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
            weights = torch.softmax(scores, dim=-2).masked_fill(hidden, 0.0)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
