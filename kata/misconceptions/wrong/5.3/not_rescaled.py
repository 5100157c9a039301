"""
title.en = "What is kept is not divided by 1 − p"
title.zh = "保留的元素没有除以 1 − p"
text.en = "Elements are set to 0, and the others stay as they are, so the signal is weaker in training than in evaluation. Dividing what is kept by 1 − p keeps the mean, and the next layer sees the same size in both modes."
text.zh = "一些元素设为 0，其余的原样不动，于是训练时的信号比评估时弱。把保留的元素除以 1 − p，均值就保持不变，下一层在两种模式下看到的大小相同。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = self.rng.random(x.shape) >= self.p
        return x * kept.astype(x.dtype)
