class GPT:
    def __init__(self, config):
        super().__init__()
        self.config = config
        V, D = config.vocab_size, config.n_embd
        self.wte, self.wpe = nn.Embedding(V, D), nn.Embedding(config.block_size, D)
        self.dropout = nn.Dropout(p=config.dropout)
        blocks = [DecoderBlock(config) for _ in range(config.n_layer)]
        self.h = nn.ModuleList(blocks)
        self.ln_f = nn.LayerNorm(D, bias=config.bias)
        self.lm_head = nn.Linear(D, V, bias=False)
        init_weights(self, config.n_layer)
        self.lm_head.weight = nn.Parameter(self.wte.weight.detach())
