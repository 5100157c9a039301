"""
title.en = "The scores are scaled by √D"
title.zh = "用 √D 缩放分数"
text.en = "The scores are divided by √D, the root of the width of the model. A score is a sum over the D/H features of its head, so √(D/H) is the scale; with a single head the two are the same."
text.zh = "分数除以的是 √D，即模型宽度的平方根。一个分数只对所在的头的 D/H 个特征求和，所以应当用 √(D/H)；只有一个头时两者相同。"
guide = "6.4"
"""

class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        key = query if key is None else key
        value = key if value is None else value
        q = self._split_heads(self.q_proj(query))
        k = self._split_heads(self.k_proj(key))
        v = self._split_heads(self.v_proj(value))
        scores = q @ k.transpose(-1, -2) / math.sqrt(query.shape[-1])
        if mask is None:
            weights = torch.softmax(scores, dim=-1)
        else:
            hidden = ~_broadcast_mask(mask, scores)
            scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
            weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0.0)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
