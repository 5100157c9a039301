"""
title.en = "What fits is copied before the rest is refused"
title.zh = "先复制了合适的，才拒绝其余的"
text.en = "The work is left to load_state_dict, which copies what fits and complains afterwards. A block that was refused then holds a mixture of both; look for all problems first, and write only where there is none."
text.zh = "工作交给了 load_state_dict，它先复制合适的，然后才报错。被拒绝之后，块里的参数就新旧混杂；应当先找出所有的问题，一个也没有时才写入。"
guide = "6.6"
"""

def load_numpy_weights(torch_block: nn.Module, numpy_block: Module) -> None:
    state = {name: torch.tensor(array) for name, array in numpy_block.state_dict().items()}
    parameters = dict(torch_block.named_parameters())
    shapes = [
        (name, tuple(value.shape), tuple(parameters[name].shape))
        for name, value in state.items()
        if name in parameters
    ]
    try:
        torch_block.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(f"{error} (the shapes are {shapes})") from error
