"""
title.en = "PyTorch's random state is not put back"
title.zh = "没有放回 PyTorch 的随机状态"
text.en = "The global random state is saved and never set again. Dropout draws from it, so a resumed run drops other elements than the uninterrupted one; whatever decides the next step has to be put back."
text.zh = "全局随机状态保存了，却再也没有设回去。随机失活从它那里取数，所以接着训练时丢弃的元素与没有中断时不同；凡是决定下一步的东西都要放回去。"
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
    state.step = checkpoint["step"]
    state.history[:] = checkpoint["history"]
    return checkpoint["config"]
