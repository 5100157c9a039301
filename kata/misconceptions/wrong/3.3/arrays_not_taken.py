"""
title.en = "Only tensors are accepted"
title.zh = "只接受张量"
text.en = "The methods of a tensor are called on whatever comes, and an array has none of them. The first layer of a network gets an array: turn it into a tensor with `as_tensor`."
text.zh = "不管传来什么都直接调用张量的方法，而数组没有这些方法。网络的第一层得到的是数组：要用 `as_tensor` 把它变成张量。"
guide = "3.3"
"""


class Sigmoid(Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.sigmoid()


class ReLU(Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.relu()


class Tanh(Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.tanh()
