"""
title.en = "Shapes are not compared when loading"
title.zh = "加载时没有比较形状"
text.en = "The names are compared, but not the shapes. Writing into an array broadcasts, so a value of shape () or (2, 1) silently fills a whole parameter, and another shape fails half way: every value must have its parameter's shape."
text.zh = "比较了名字，却没有比较形状。写入数组时会广播，形状为 () 或 (2, 1) 的值会悄悄填满整个参数，别的形状则会停在半路：每个值都必须具有参数的形状。"
guide = "3.1"
"""


class Module:
    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        parameters = dict(self.named_parameters())
        problems = [f"missing: {name}" for name in parameters if name not in state]
        problems += [f"unexpected: {name}" for name in state if name not in parameters]
        if problems:
            raise ValueError("; ".join(problems))
        for name, p in parameters.items():
            p.data[...] = state[name]
