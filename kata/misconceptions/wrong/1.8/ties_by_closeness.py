"""
title.en = "What is nearly the maximum counts as a tie"
title.zh = "接近最大值的元素也算并列"
text.en = "Elements that are only close to the maximum get a part of its gradient, as np.isclose lets them. They have no share in the result: a tie is an element that equals the maximum, and == is right here."
text.zh = "np.isclose 让只是接近最大值的元素也分到了梯度。它们对结果没有贡献：并列指的是与最大值相等的元素，这里用 == 才对。"
guide = "1.8"
"""


class Tensor:
    def max(self, axis: Axis = None, keepdims: bool = False) -> "Tensor":
        x = self.data
        y = x.max(axis, keepdims=keepdims)

        def vjp(g: np.ndarray) -> tuple[np.ndarray]:
            largest = np.isclose(x, _restore(y, axis, keepdims))
            ties = largest.sum(axis, keepdims=True, dtype=x.dtype)
            return (_restore(g, axis, keepdims) / ties * largest,)

        return Tensor.from_op(y, (self,), vjp, "max")
