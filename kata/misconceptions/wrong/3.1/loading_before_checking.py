"""
title.en = "Values are loaded before all is checked"
title.zh = "还没检查完就开始加载"
text.en = "Each value is written as soon as its own name and shape are in order, and a later problem ends the loading half way. Loading is all or nothing: look for every problem first, and change nothing if there is any."
text.zh = "只要一个值自己的名字和形状没问题就立即写入，后面再出问题，加载就停在半路。加载要么全做，要么不做：先找出所有问题，只要有问题就什么都不改。"
guide = "3.1"
"""


class Module:
    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        parameters = dict(self.named_parameters())
        problems = [f"unexpected: {name}" for name in state if name not in parameters]
        for name, p in parameters.items():
            if name not in state:
                problems.append(f"missing: {name}")
            elif np.shape(state[name]) != p.shape:
                problems.append(f"misshapen: {name}")
            else:
                p.data[...] = state[name]
        if problems:
            raise ValueError("; ".join(problems))
