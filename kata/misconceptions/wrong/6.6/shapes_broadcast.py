"""
title.en = "Shapes that broadcast are let through"
title.zh = "能广播的形状被放了过去"
text.en = "Only the names are compared, and copy_ is trusted to refuse a wrong shape. But copy_ broadcasts, so a weight of shape (1, 3) fills (2, 3) in silence; compare the shapes before anything is written."
text.zh = "只比较了名字，指望 copy_ 去拒绝不对的形状。可是 copy_ 会广播，形状为 (1, 3) 的权重会悄无声息地填满 (2, 3)；写入之前应当先比较形状。"
guide = "6.6"
"""

def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    state = numpy_block.state_dict()
    parameters = dict(torch_block.named_parameters())
    problems = [f"missing: {name}" for name in parameters if name not in state]
    problems += [f"unexpected: {name}" for name in state if name not in parameters]
    for name in parameters:
        if name in state:
            try:
                torch.broadcast_to(torch.from_numpy(state[name]), parameters[name].shape)
            except RuntimeError:
                shapes = tuple(parameters[name].shape), state[name].shape
                problems.append(f"misshapen: {name}: {shapes}")
    if problems:
        raise ValueError("; ".join(problems))
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(torch.from_numpy(state[name]))
