"""
title.en = "Only the first layer is called"
title.zh = "只调用了第一层"
text.en = "The return stands inside the loop, so the first layer's output is returned, and without layers there is None. All layers are called, first to last, and the return comes after the loop."
text.zh = "return 写在了循环里，所以返回的是第一层的输出，没有层时则是 None。应当从第一层到最后一层都调用，循环之后再返回。"
guide = "3.4"
"""


class Sequential(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        for layer in self.layers:
            x = layer(x)
            return x
