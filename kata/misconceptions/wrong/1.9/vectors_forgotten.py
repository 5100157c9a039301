"""
title.en = "Vectors are forgotten"
title.zh = "忘了向量"
text.en = "The formulas for matrices are applied to vectors as they are, which have no second axis to swap. Give a vector its second axis, give g the axis that it lost, and remove both again."
text.zh = "把矩阵的公式原样用在向量上，而向量没有第二个轴可以交换。要给向量补上第二个轴，给 g 补上它失去的轴，最后再去掉。"
guide = "1.9"
"""


class Tensor:
    def __matmul__(self, other):
        other = as_tensor(other, like=self)
        a, b = self.data, other.data

        def vjp(g):
            return g @ b.swapaxes(-1, -2), a.swapaxes(-1, -2) @ g

        return Tensor.from_op(a @ b, (self, other), vjp, "@")
