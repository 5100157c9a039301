"""
title.en = "Gain and shift are buffers"
title.zh = "增益和偏移成了缓冲区"
text.en = "weight and bias of LayerNorm are registered as buffers. They move and are saved, but no optimizer finds them and they are never trained; numbers that are learned have to be nn.Parameter."
text.zh = "LayerNorm 的 weight 和 bias 被登记成了缓冲区。它们会随模块移动，也会被保存，但优化器找不到它们，它们永远得不到训练；要学习的数必须是 nn.Parameter。"
guide = "6.3"
"""

class LayerNorm:
    def __init__(self, d_model: int, eps: float = 1e-5) -> None:
        super().__init__()
        if d_model < 1:
            raise ValueError(f"d_model must be at least 1, but is {d_model}")
        self.register_buffer("weight", torch.ones(d_model))
        self.register_buffer("bias", torch.zeros(d_model))
        self.eps = eps
