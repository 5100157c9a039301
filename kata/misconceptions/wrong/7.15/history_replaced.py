"""
title.en = "The history becomes another list"
title.zh = "历史换成了另一个列表"
text.en = "The list that was read takes the place of `state.history`. Whoever draws a curve from the old list holds one that never grows again; it has to be filled in place, like the model and the generator."
text.zh = "读出来的列表取代了 `state.history`。正用旧列表画曲线的人，手里的列表再也不会增长；要像模型和生成器一样，原地填充它。"
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
    state.history = checkpoint["history"]
    torch.set_rng_state(checkpoint["random"]["cpu"])
    return checkpoint["config"]
