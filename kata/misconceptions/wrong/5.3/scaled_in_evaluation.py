"""
title.en = "The scale is applied in evaluation"
title.zh = "缩放放在了评估时"
text.en = "Training leaves what is kept as it is, and evaluation multiplies by 1 − p, as in the original paper. Here dropout is the inverted one: it divides in training, and evaluation gives the input unchanged."
text.zh = "训练时保留的元素原样不动，评估时再乘以 1 − p，就像原论文那样。这里用的是反向随机失活：训练时做除法，评估时输入原样返回。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training:
            return x * (1.0 - self.p)
        kept = self.rng.random(x.shape) >= self.p
        return x * kept.astype(x.dtype)
