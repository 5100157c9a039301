"""
title.en = "Without a value the queries serve as values"
title.zh = "没有给出值时用了查询"
text.en = "Where no value is given, the query takes its place, though a key is given. What is attended to is the memory: each value belongs to a key, so it is the key that has to stand in."
text.zh = "没有给出值时，用查询来代替，尽管已经给出了键。被注意的是那些键所在的序列：每个值都属于一个键，所以应当由键来代替。"
guide = "6.4"
"""

class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        key = query if key is None else key
        value = query if value is None else value
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
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
