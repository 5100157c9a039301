"""
title.en = "The gradient is reshaped, not transposed"
title.zh = "梯度用 reshape 变形，而不是转置"
text.en = "The gradient is brought to the old shape by `reshape`, which keeps the elements in their order. `transpose` has moved them, so they have to be moved back to their places."
text.zh = "梯度用 `reshape` 变回原来的形状，而它保持元素的顺序不变。`transpose` 搬动了元素，所以要把它们搬回原来的位置。"
guide = "1.10"
"""


class Tensor:
    def transpose(self, *axes):
        x = self.data
        return Tensor.from_op(
            x.transpose(*axes), (self,), lambda g: (g.reshape(x.shape),), "transpose"
        )

    @property
    def T(self):
        x = self.data
        return Tensor.from_op(x.T, (self,), lambda g: (g.reshape(x.shape),), "T")

    def swapaxes(self, axis1, axis2):
        x = self.data
        return Tensor.from_op(
            x.swapaxes(axis1, axis2), (self,), lambda g: (g.reshape(x.shape),), "swapaxes"
        )
