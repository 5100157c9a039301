"""
title.en = "Inside no_grad nothing is recorded"
title.zh = "在 no_grad 之内什么也没有记录"
text.en = "The function does not switch recording on for f. Inside torch.no_grad() f then leaves no graph, and its result is taken for a constant; torch.enable_grad() around the call makes the result the same everywhere."
text.zh = "函数在调用 f 时没有打开记录。在 torch.no_grad() 之内，f 就不留下计算图，它的结果被当成了常数；用 torch.enable_grad() 包住这次调用，结果在哪里都一样。"
guide = "6.2"
"""

def _single(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    y = f(x)
    if y.numel() != 1:
        raise ValueError(f"f must give a single number, not a tensor of shape {tuple(y.shape)}")
    return y
