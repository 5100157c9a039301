"""
title.en = "New parameters take the place of the old ones"
title.zh = "新参数取代了旧参数"
text.en = "Each parameter is replaced by a new nn.Parameter with the values. An optimizer that was made before holds the old ones and goes on training those; write into the parameter that is there."
text.zh = "每个参数都换成了带着这些值的新 nn.Parameter。之前创建的优化器拿着的是旧的，会继续训练旧的；要写进已有的参数。"
guide = "6.6"
"""

def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    state = numpy_block.state_dict()
    parameters = dict(torch_block.named_parameters())
    problems = [f"missing: {name}" for name in parameters if name not in state]
    problems += [f"unexpected: {name}" for name in state if name not in parameters]
    problems += [
        f"misshapen: {name}: {tuple(p.shape)} and {state[name].shape}"
        for name, p in parameters.items()
        if name in state and state[name].shape != p.shape
    ]
    if problems:
        raise ValueError("; ".join(problems))
    for name, old in parameters.items():
        path, _, last = name.rpartition(".")
        value = torch.tensor(state[name], dtype=old.dtype, device=old.device)
        setattr(torch_block.get_submodule(path), last, nn.Parameter(value))
