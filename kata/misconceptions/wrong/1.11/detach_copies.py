"""
title.en = "`detach` copies the data"
title.zh = "`detach` 拷贝了数据"
text.en = "The leaf is made with `Tensor(...)`, which copies, so it does not follow when the data of x is changed in place. `detach` shares the array."
text.zh = "叶节点是用 `Tensor(...)` 建的，而它会拷贝，于是 x 的数据就地改变时它不会跟着变。`detach` 共用同一个数组。"
guide = "1.11"
"""


class Tensor:
    def detach(self):
        return Tensor(self.data)
