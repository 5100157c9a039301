"""
title.en = "The axes go back by the same permutation"
title.zh = "用同一个排列把轴放回去"
text.en = "The gradient is transposed by `axes` once more. Two axes come back in that way, three need not: it takes the inverse permutation, `np.argsort(axes)`."
text.zh = "梯度又按 `axes` 转置了一次。两个轴这样能回到原处，三个轴就不一定：要用逆排列，即 `np.argsort(axes)`。"
guide = "1.10"
"""


class Tensor:
    def transpose(self, *axes):
        return Tensor.from_op(
            self.data.transpose(*axes), (self,), lambda g: (g.transpose(*axes),), "transpose"
        )
