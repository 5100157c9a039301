"""
title.en = "The mode is set on the class"
title.zh = "把模式设在了类上"
text.en = "`train` changes the attribute of the class, which all its instances share. One network put in evaluation mode then takes every other with it: the mode belongs to each object."
text.zh = "`train` 改的是类的属性，而类的所有实例共用它。这样一个网络进入评估模式，其他网络也都跟着进去：模式属于每个对象自己。"
guide = "3.1"
"""


class Module:
    def train(self, mode: bool = True) -> Self:
        Module.training = mode
        return self
