"""
title.en = "A fixed number stands for -∞"
title.zh = "用固定的数代替 -∞"
text.en = "Masked scores are filled with -10000, before softmax, and the weights with 0 after it. A score may be as low as that itself, and then what is masked wins and takes the weight away; it has to be the lowest number of the dtype."
text.zh = "softmax 之前，被遮住的分数填成 -10000，之后权重填成 0。分数本身也可能这么低，这时胜出的是被遮住的键，权重就被它夺走了；应当用这种 dtype 最小的数。"
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
            weights = torch.softmax(scores.masked_fill(hidden, -1e4), dim=-1)
            weights = weights.masked_fill(hidden, 0.0)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
