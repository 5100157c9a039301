"""
title.en = "Only the first problem is named"
title.zh = "只说出了第一个问题"
text.en = "The loading ends at the first name that does not fit. Whoever repairs a state wants to see all of it at once: one ValueError names every key that is missing, unexpected or misshapen."
text.zh = "遇到第一个不符的名字就报错结束。修理状态的人希望一次看到全部问题：一个 ValueError 要写出所有缺少的、多余的和形状不对的名字。"
guide = "3.1"
"""


class Module:
    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        parameters = dict(self.named_parameters())
        for name, p in parameters.items():
            if name not in state:
                raise ValueError(f"missing: {name}")
            if np.shape(state[name]) != p.shape:
                raise ValueError(f"misshapen: {name}")
        for name in state:
            if name not in parameters:
                raise ValueError(f"unexpected: {name}")
        for name, p in parameters.items():
            p.data[...] = state[name]
