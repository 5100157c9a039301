"""
title.en = "`detach` changes the tensor itself"
title.zh = "`detach` 改变了张量本身"
text.en = "The tensor's own `requires_grad` is switched off, and the tensor is returned. x stays as it is: `detach` gives a new leaf beside it."
text.zh = "关掉了张量自己的 `requires_grad`，再返回这个张量。x 要保持原样：`detach` 给出的是另一个新的叶节点。"
guide = "1.11"
"""


class Tensor:
    def detach(self):
        self.requires_grad = False
        self.parents = ()
        self.op = ""
        return self
