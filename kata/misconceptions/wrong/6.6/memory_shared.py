"""
title.en = "Both blocks share one memory"
title.zh = "两个块共享同一块内存"
text.en = "The data of each parameter is replaced by a tensor over the hand-written array. Whoever trains one block afterwards changes the other too, and a float32 block becomes float64; copy the values into the parameter that is there."
text.zh = "每个参数的 data 被换成了建立在手写数组内存之上的张量。此后训练一个块也会改变另一个，而且 float32 的块会变成 float64；要把值复制到已有的参数里。"
guide = "6.6"
"""

def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    arrays = {name: parameter.data for name, parameter in numpy_block.named_parameters()}
    parameters = dict(torch_block.named_parameters())
    problems = [f"missing: {name}" for name in parameters if name not in arrays]
    problems += [f"unexpected: {name}" for name in arrays if name not in parameters]
    problems += [
        f"misshapen: {name}: {tuple(p.shape)} and {arrays[name].shape}"
        for name, p in parameters.items()
        if name in arrays and arrays[name].shape != p.shape
    ]
    if problems:
        raise ValueError("; ".join(problems))
    for name, parameter in parameters.items():
        parameter.data = torch.from_numpy(arrays[name])
