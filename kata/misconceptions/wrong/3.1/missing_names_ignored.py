"""
title.en = "Missing names are ignored"
title.zh = "忽略了缺少的名字"
text.en = "Parameters that the state does not name keep their old values without a word. Half of the network would then be loaded and the other half still be random: a missing name is a ValueError."
text.zh = "状态里没有的参数悄悄保留了旧值。这样网络的一半是加载来的，另一半还是随机的：缺少名字是 ValueError。"
guide = "3.1"
"""


class Module:
    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        parameters = dict(self.named_parameters())
        problems = [f"unexpected: {name}" for name in state if name not in parameters]
        for name, value in state.items():
            if name in parameters and np.shape(value) != parameters[name].shape:
                problems.append(f"misshapen: {name}")
        if problems:
            raise ValueError("; ".join(problems))
        for name, value in state.items():
            parameters[name].data[...] = value
