"""
title.en = "The resumed run begins one step too late"
title.zh = "接着训练时跳过了一步"
text.en = "After loading the step is one more than the one that was saved, as if that were still to be left behind. `state.step` counts the steps taken, so it is the number of the next one already; with one more the schedule skips a rate."
text.zh = "加载之后的步数比保存的多一，好像还得往前跨一步似的。`state.step` 数的是已经走过的步，它本身就是下一步的编号；多了一，调度就跳过一个学习率。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def load_checkpoint(path: str | os.PathLike[str], state: TrainingState) -> dict[str, Any]:
    checkpoint = read_checkpoint(path)
    state.model.load_state_dict(checkpoint["model"])
    state.optimizer.load_state_dict(checkpoint["optimizer"])
    state.generator.set_state(checkpoint["generator"])
    state.step = checkpoint["step"] + 1
    state.history[:] = checkpoint["history"]
    torch.set_rng_state(checkpoint["random"]["cpu"])
    return checkpoint["config"]
