"""
title.en = "Modules in lists and dicts keep their mode"
title.zh = "列表和字典里的模块没有换模式"
text.en = "`train` goes into attributes that are modules, but not into lists, tuples and dicts. Modules are nested where parameters are: a dropout layer in a list would stay in training mode."
text.zh = "`train` 会进入作为属性的模块，却不进入列表、元组和字典。参数可以在哪里，模块就可以在哪里：列表里的随机失活层会一直停留在训练模式。"
guide = "3.1"
"""


class Module:
    def train(self, mode: bool = True) -> Self:
        modules: list[Module] = [self]
        for module in modules:
            module.training = mode
            inner = [part for part in vars(module).values() if isinstance(part, Module)]
            modules += [part for part in inner if all(part is not other for other in modules)]
        return self
