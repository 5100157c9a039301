"""
title.en = "A row with every key masked gets equal weights"
title.zh = "所有键都被遮住的一行得到相等的权重"
text.en = "Masked scores get the lowest finite number before softmax, and nothing is done after it. Where every key is masked all scores are equal, and so are the weights: the query attends to what it must not see, unless the masked weights are set to 0."
text.zh = "softmax 之前，被遮住的分数填成最小的有限数，之后就什么也没做。所有键都被遮住时，所有分数相等，权重也就相等：除非把被遮住的权重置为 0，否则查询注意到的正是它不该看见的。"
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
            hidden = ~_broadcast_mask(mask, scores)
            scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, dim=-1)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
