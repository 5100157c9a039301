"""
title.en = "The scores are scaled by the width of the model"
title.zh = "用模型的宽度来缩放分数"
text.en = "The scores of each head are divided by √D, the width of the whole model. A head has D/H features, so its scores have the size √(D/H), and that is what they have to be divided by."
text.zh = "每个头的分数除以了 √D，即整个模型的宽度。一个头有 D/H 个特征，它的分数的大小是 √(D/H)，应当除以这个数。"
guide = "4.4"
"""


class MultiHeadAttention:
    def forward(
        self,
        query: Tensor | np.ndarray,
        key: Tensor | np.ndarray | None = None,
        value: Tensor | np.ndarray | None = None,
        mask: np.ndarray | None = None,
    ) -> Tensor:
        key = query if key is None else key
        value = key if value is None else value
        q = self.q_proj(query)
        d_model = q.shape[-1]
        q = split_heads(q, self.num_heads)
        k = split_heads(self.k_proj(key), self.num_heads)
        v = split_heads(self.v_proj(value), self.num_heads)
        scores = q @ k.swapaxes(-1, -2) / np.sqrt(d_model)
        if mask is not None:
            scores = _masked(scores, np.asarray(mask))
        weights = softmax(scores)
        self.attention_weights = weights.data
        return self.out_proj(merge_heads(weights @ v))
