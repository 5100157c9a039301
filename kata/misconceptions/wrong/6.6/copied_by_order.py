"""
title.en = "Values are copied in the order of the lists"
title.zh = "按列表的次序复制数值"
text.en = "The names are compared, but then the values go over one after the other, in the order in which each side lists them. Two modules may list the same names in another order: look each value up by its name."
text.zh = "名称虽然比较过，数值却按两边各自列出的次序逐个复制。两个模块可能以不同的次序列出相同的名称：请按名称取每个数值。"
guide = "6.6"
"""


def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    state = numpy_block.state_dict()
    parameters = dict(torch_block.named_parameters())
    problems = [f"missing: {name}" for name in parameters if name not in state]
    problems += [f"unexpected: {name}" for name in state if name not in parameters]
    problems += [
        f"misshapen: {name} should be {tuple(parameter.shape)}, not {state[name].shape}"
        for name, parameter in parameters.items()
        if name in state and state[name].shape != parameter.shape
    ]
    if problems:
        raise ValueError("the weights do not fit the block; " + "; ".join(problems))
    with torch.no_grad():
        for parameter, value in zip(parameters.values(), state.values(), strict=True):
            parameter.copy_(torch.from_numpy(value))
