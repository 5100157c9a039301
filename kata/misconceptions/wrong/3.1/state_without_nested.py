"""
title.en = "The state holds only the module's own values"
title.zh = "状态里只有模块自己的值"
text.en = "`state_dict` saves the parameters that are attributes of the module itself and leaves out those of its parts. What is saved has to be enough to restore the whole network: the values of all parameters, by the names of `named_parameters`."
text.zh = "`state_dict` 只保存了直接作为模块属性的参数，漏掉了各部分的参数。保存的内容必须足以恢复整个网络：所有参数的值，用 `named_parameters` 的名字。"
guide = "3.1"
"""


class Module:
    def state_dict(self) -> dict[str, np.ndarray]:
        own = {name: value for name, value in vars(self).items() if isinstance(value, Tensor)}
        return {name: value.data.copy() for name, value in own.items() if value.requires_grad}
