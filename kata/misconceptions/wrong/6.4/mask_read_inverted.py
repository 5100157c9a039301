"""
title.en = "The mask is read the wrong way round"
title.zh = "把掩码读反了"
text.en = "The places where the mask is True are hidden, as nn.MultiheadAttention reads a boolean mask. Here True means “may attend”, so what has to be filled is ~mask."
text.zh = "掩码为 True 的地方被遮住了，nn.MultiheadAttention 就是这样读布尔掩码的。这里 True 表示“可以注意”，所以要填的是 ~mask。"
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
            hidden = _broadcast_mask(mask, scores)
            scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
            weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0.0)
        self.attention_weights = weights.detach()
        heads = weights @ v
        return self.out_proj(heads.transpose(-2, -3).flatten(-2))
