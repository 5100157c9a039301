"""
title.en = "One block, n_layer times"
title.zh = "同一个块重复 n_layer 次"
text.en = "`[block] * n_layer` makes a list that holds one and the same block n_layer times. The model has the parameters of a single block, which is trained to be all of them at once; each layer needs a block of its own."
text.zh = "`[block] * n_layer` 得到的列表，是同一个块出现 n_layer 次。模型只有一个块的参数，训练时它要同时充当所有的块；每一层都需要自己的块。"
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
        self.h = nn.ModuleList([DecoderBlock(config)] * config.n_layer)
        self.ln_f = nn.LayerNorm(config.n_embd, bias=config.bias)
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)
        self.lm_head.weight = self.wte.weight
        init_weights(self, config.n_layer)
