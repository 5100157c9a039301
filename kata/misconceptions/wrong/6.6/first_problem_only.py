"""
title.en = "Only the first problem is told"
title.zh = "只说出了第一个问题"
text.en = "The check stops at the first name that does not fit, and the message tells of that one alone. Whoever carries weights over has to see all that is missing, unexpected and misshapen at once, to find out what went wrong."
text.zh = "检查在第一个不合适的名字处就停下，消息里也只说了它一个。搬运权重的人应当一次看到所有缺少的、多余的和形状不对的名字，才能弄清是哪里出了问题。"
guide = "6.6"
"""

def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    state = numpy_block.state_dict()
    parameters = dict(torch_block.named_parameters())
    for name, parameter in parameters.items():
        if name not in state:
            raise ValueError(f"missing: {name}")
        if state[name].shape != parameter.shape:
            raise ValueError(f"{name} should be {tuple(parameter.shape)}, not {state[name].shape}")
    for name in state:
        if name not in parameters:
            raise ValueError(f"unexpected: {name}")
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(torch.from_numpy(state[name]))
