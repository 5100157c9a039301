"""
title.en = "The head shares numbers with the embedding, but no parameter"
title.zh = "输出层与嵌入只共享数值，不共享参数"
text.en = "Only the data of the embedding's weight are given to the head, which keeps a parameter of its own. Each of the two then gets its own part of the gradient and its own step of the optimizer; tied means that there is one parameter with two names."
text.zh = "只把嵌入权重的数据给了输出层，输出层仍有自己的参数。这样两个参数各得到一部分梯度，各自被优化器更新；绑定是指只有一个参数，它有两个名字。"
guide = "7.8"
"""

from torch import nn


class GPT:
    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        self.config = config
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.wpe = nn.Embedding(config.block_size, config.n_embd)
        self.dropout = nn.Dropout(config.dropout)
        self.h = nn.ModuleList(DecoderBlock(config) for _ in range(config.n_layer))
        self.ln_f = nn.LayerNorm(config.n_embd, bias=config.bias)
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
        init_weights(self, config.n_layer)
        self.lm_head.weight.data = self.wte.weight.data
