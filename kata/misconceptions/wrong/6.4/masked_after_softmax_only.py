"""
title.en = "The mask comes after softmax only"
title.zh = "只在 softmax 之后使用掩码"
text.en = "Masked weights are set to 0 after softmax, but the masked scores took part in it. The rest of the row then sums to less than one; hide them before softmax, so that they take nothing from the others."
text.zh = "softmax 之后才把被遮住的权重置为 0，可它们的分数已经参加了 softmax。这一行剩下的权重加起来就小于一；应当在 softmax 之前遮住，使它们不从别的键那里分走权重。"
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
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = weights.masked_fill(~_broadcast_mask(mask, scores), 0.0)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
