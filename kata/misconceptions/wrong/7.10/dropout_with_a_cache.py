"""
title.en = "Dropout is on when a cache is used"
title.zh = "使用缓存时也做随机失活"
text.en = "The block drops what its sub-layers give also where it continues a cache. A cache is for writing text, not for training: even in training mode the logits are those of evaluation, or noise would be cached with them."
text.zh = "块在接着缓存计算时，也对子层的输出做随机失活。缓存是用来写文本的，不是用来训练的：即使处于训练模式，logits 也应当是评估模式下的，否则噪声也会一起进入缓存。"
guide = "7.10"
"""

from torch import Tensor


class DecoderBlock:
    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        a = x + self.dropout(self.attn.forward_cached(self.ln_1(x), cache, layer))
        return a + self.dropout(self.mlp(self.ln_2(a)))
