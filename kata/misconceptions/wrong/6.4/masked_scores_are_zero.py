"""
title.en = "Masked scores are set to 0"
title.zh = "把被遮住的分数置为 0"
text.en = "The scores are multiplied by the mask, so that what is masked scores 0. But exp(0) is 1, a weight like any other and often a large one; what is masked has to score as good as -∞."
text.zh = "分数乘以掩码，于是被遮住的分数成了 0。但 exp(0) 是 1，与别的权重没有两样，而且往往还很大；被遮住的分数应当相当于 -∞。"
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
            scores = scores * _broadcast_mask(mask, scores)
        weights = torch.softmax(scores, dim=-1)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
