"""
title.en = "Elements are dropped in evaluation too"
title.zh = "评估时也在丢弃"
text.en = "The attribute training is not looked at, so elements are dropped in evaluation mode as well. When the network is used its answers must not be random: the input comes out unchanged."
text.zh = "没有看 training 属性，所以在评估模式下也会丢弃元素。使用网络时，它的回答不能是随机的：输入应当原样返回。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if self.p == 0.0:
            return x
        kept = self.rng.random(x.shape) >= self.p
        return x * (kept / (1.0 - self.p)).astype(x.dtype)
