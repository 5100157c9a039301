"""
title.en = "Without layers nothing comes out"
title.zh = "没有层时什么也不返回"
text.en = "A container without layers returns None. The input then comes out as it went in: an empty row changes nothing, so it can stand anywhere in a network."
text.zh = "没有层的容器返回了 None。这时输入应当原样出来：空的一串什么也不改变，所以放在网络的哪里都可以。"
guide = "3.4"
"""


class Sequential(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor | np.ndarray:
        y = None
        for layer in self.layers:
            y = layer(x if y is None else y)
        return y
