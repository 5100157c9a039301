"""
title.en = "The state holds the parameters' own arrays"
title.zh = "状态里放的是参数自己的数组"
text.en = "`state_dict` hands out the arrays themselves, not copies. An optimiser changes them in place, so what was saved changes as training goes on."
text.zh = "`state_dict` 交出的是数组本身，不是拷贝。优化器会原地修改它们，所以保存下来的状态会随着训练而改变。"
guide = "3.1"
"""


class Module:
    def state_dict(self) -> dict[str, np.ndarray]:
        return {name: parameter.data for name, parameter in self.named_parameters()}
