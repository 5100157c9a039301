"""
title.en = "The layers are called last to first"
title.zh = "从最后一层往前调用"
text.en = "The last layer is called first, as the formula fₖ(… f₁(x) …) is written. What stands innermost is computed first: f₁, the first layer in the list."
text.zh = "最先调用了最后一层，照着公式 fₖ(… f₁(x) …) 从左到右写的。最先算的是最里面的：f₁，列表里的第一层。"
guide = "3.4"
"""


class Sequential(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        for layer in reversed(self.layers):
            x = layer(x)
        return x
