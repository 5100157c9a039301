"""
title.en = "The stored weights keep their graph"
title.zh = "存下的权重带着计算图"
text.en = "attention_weights is stored as it was computed, with its graph. So the whole last batch stays in memory, and a model that has been called cannot be deep-copied; store weights.detach()."
text.zh = "attention_weights 按算出时的样子存下来，带着计算图。于是上一批数据一直留在内存里，而且调用过的模型无法用 deepcopy 复制；要存的是 weights.detach()。"
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
        self.attention_weights = weights
        return self.out_proj((weights @ v).transpose(-2, -3).flatten(-2))
