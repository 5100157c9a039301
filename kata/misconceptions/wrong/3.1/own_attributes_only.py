"""
title.en = "Only the module's own attributes are searched"
title.zh = "只查了模块自己的属性"
text.en = "Parameters are taken from the module's own attributes, and modules within are not entered. A network is parts within parts: what a nested module owns has to be found as well, under a name such as “inner.w”."
text.zh = "只从模块自己的属性里取参数，没有进入里面的模块。网络是部分里面还有部分：嵌套的模块拥有的参数也要找到，名字形如“inner.w”。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        found: list[tuple[str, Tensor]] = []
        for name, value in vars(self).items():
            if isinstance(value, Tensor) and value.requires_grad and not value.parents:
                if not any(value is other for _, other in found):
                    found.append((name, value))
        return found
