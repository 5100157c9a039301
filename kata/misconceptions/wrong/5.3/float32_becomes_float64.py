"""
title.en = "float32 becomes float64"
title.zh = "float32 变成了 float64"
text.en = "The array of 0 and 1/(1 − p) is float64, and the product with a float32 input is float64 too. Float32 has to stay float32, so that array needs the dtype of x."
text.zh = "由 0 和 1/(1 − p) 组成的数组是 float64，与 float32 的输入相乘，结果也成了 float64。float32 必须保持 float32，所以这个数组要采用 x 的 dtype。"
guide = "5.3"
"""


class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        kept = self.rng.random(x.shape) >= self.p
        return x * (kept / (1.0 - self.p))
