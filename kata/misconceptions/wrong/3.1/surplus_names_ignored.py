"""
title.en = "Names that are not expected are ignored"
title.zh = "忽略了多余的名字"
text.en = "Only the module's own names are looked up in the state, and what else it holds goes unnoticed. A surplus name says that the state belongs to another network: the names must be the same, no more and no fewer."
text.zh = "只用模块自己的名字去查状态，状态里的其他东西没人理会。多余的名字说明这个状态属于另一个网络：名字必须一致，不多也不少。"
guide = "3.1"
"""


class Module:
    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        parameters = dict(self.named_parameters())
        problems = [f"missing: {name}" for name in parameters if name not in state]
        for name, p in parameters.items():
            if name in state and np.shape(state[name]) != p.shape:
                problems.append(f"misshapen: {name}")
        if problems:
            raise ValueError("; ".join(problems))
        for name, p in parameters.items():
            p.data[...] = state[name]
