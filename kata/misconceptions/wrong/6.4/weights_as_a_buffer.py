"""
title.en = "The stored weights are a buffer"
title.zh = "存下的权重成了缓冲区"
text.en = "attention_weights is registered as a buffer, which makes it part of the state once the module has been called. A state that was saved then does not fit into a fresh module; it belongs to the last call, so a plain attribute is right."
text.zh = "attention_weights 登记成了缓冲区，模块一经调用，它就成了状态的一部分。这样保存的状态装不进新建的模块；它属于上一次调用，用普通属性才对。"
guide = "6.4"
"""

class MultiHeadAttention:
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        if min(d_model, num_heads) < 1 or d_model % num_heads != 0:
            raise ValueError(f"d_model {d_model} is no multiple of num_heads {num_heads}")
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)
        self.register_buffer("attention_weights", None)
