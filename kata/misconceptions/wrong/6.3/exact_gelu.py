"""
title.en = "GELU is the exact form"
title.zh = "GELU 用了精确形式"
text.en = "The activation is F.gelu as it comes, which is the exact form with erf. This project uses the tanh form everywhere, as GPT-2 does: approximate='tanh'."
text.zh = "激活函数直接用了 F.gelu，那是用 erf 的精确形式。本项目处处用 tanh 形式，与 GPT-2 一样：approximate='tanh'。"
guide = "6.3"
"""

class FeedForward:
    def forward(self, x: Tensor) -> Tensor:
        hidden = self.linear1(x)
        hidden = F.gelu(hidden) if self.activation == "gelu" else F.relu(hidden)
        return self.linear2(hidden)
