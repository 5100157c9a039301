"""
title.en = "Loading replaces the arrays"
title.zh = "加载时换掉了数组"
text.en = "Every parameter is given a new array instead of having the values written into its own. Whoever holds the old array sees nothing of it, and the dtype of the state takes the place of the parameter's."
text.zh = "给每个参数换上了新的数组，而没有把值写入原来的数组。持有旧数组的地方什么也看不到，参数的 dtype 也被状态的 dtype 代替了。"
guide = "3.1"
"""


class Module:
    def load_state_dict(self, state: dict[str, np.ndarray]) -> None:
        parameters = dict(self.named_parameters())
        wrong = [name for name in parameters if name not in state]
        wrong += [name for name in state if name not in parameters]
        for name, p in parameters.items():
            if name in state and np.shape(state[name]) != p.shape:
                wrong.append(name)
        if wrong:
            raise ValueError(f"the state does not fit: {wrong}")
        for name, p in parameters.items():
            p.data = np.array(state[name])
