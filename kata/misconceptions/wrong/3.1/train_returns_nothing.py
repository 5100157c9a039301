"""
title.en = "`train` and `eval` return nothing"
title.zh = "`train` 和 `eval` 没有返回值"
text.en = "The mode is set, but the method ends without a return. Both give back the module itself, so that `model.eval()` can stand where a model is expected."
text.zh = "模式设好了，但方法没有返回值就结束了。两者都要返回模块自身，这样 `model.eval()` 就可以用在需要模型的地方。"
guide = "3.1"
"""


class Module:
    def train(self, mode: bool = True) -> Self:
        for _, part in list(_parts(self, "", set())):
            if isinstance(part, Module):
                part.training = mode
