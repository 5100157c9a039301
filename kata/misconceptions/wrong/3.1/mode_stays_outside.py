"""
title.en = "Nested modules keep their mode"
title.zh = "嵌套的模块没有换模式"
text.en = "`train` and `eval` set `training` of the module alone. The layers that behave differently in the two modes lie within it, and would not notice: every nested module has to be set."
text.zh = "`train` 和 `eval` 只设置了模块自己的 `training`。在两种模式下表现不同的层都在里面，它们却不知道：每个嵌套的模块都要设置。"
guide = "3.1"
"""


class Module:
    def train(self, mode: bool = True) -> Self:
        self.training = mode
        return self
