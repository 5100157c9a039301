"""
title.en = "The optimizer's state is not loaded"
title.zh = "没有加载优化器的状态"
text.en = "The optimizer stands in the file, but loading passes it by. A resumed run then begins with moments of 0, and its first steps are of size lr whatever the gradients are; all that was saved has to be put back."
text.zh = "优化器在文件里，加载时却跳过了它。这样接着训练时，矩从 0 开始，不论梯度多大，最初几步的大小都是 lr；保存的一切都要放回去。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def load_checkpoint(path: str | os.PathLike[str], state: TrainingState) -> dict[str, Any]:
    checkpoint = read_checkpoint(path)
    state.model.load_state_dict(checkpoint["model"])
    state.generator.set_state(checkpoint["generator"])
    state.step = checkpoint["step"]
    state.history[:] = checkpoint["history"]
    torch.set_rng_state(checkpoint["random"]["cpu"])
    return checkpoint["config"]
