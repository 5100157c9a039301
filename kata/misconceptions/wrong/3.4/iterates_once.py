"""
title.en = "It can be iterated over only once"
title.zh = "只能遍历一次"
text.en = "The iterator is made once and handed out every time. An iterator is used up by the first `for`, and the second finds nothing: make a new one at each call."
text.zh = "迭代器只创建了一次，每次都交出同一个。迭代器经过第一个 `for` 就用完了，第二次什么也得不到：每次调用都要创建新的。"
guide = "3.4"
"""


class Sequential(Module):
    def __iter__(self) -> Iterator[Module]:
        if not hasattr(self, "_iterator"):
            self._iterator = iter(self.layers)
        return self._iterator
