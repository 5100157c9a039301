"""
title.en = "The generator of the batches is not put back"
title.zh = "没有放回抽取批量的生成器"
text.en = "Loading leaves `state.generator` where it is. A new run's generator begins from its seed, so batches are drawn that were seen already; its state is in the file to be set again."
text.zh = "加载时没有动 `state.generator`。新建的生成器从种子开始，于是又抽到已经见过的批量；文件里保存着它的状态，就是为了设回去。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def load_checkpoint(path: str | os.PathLike[str], state: TrainingState) -> dict[str, Any]:
    checkpoint = read_checkpoint(path)
    state.model.load_state_dict(checkpoint["model"])
    state.optimizer.load_state_dict(checkpoint["optimizer"])
    state.step = checkpoint["step"]
    state.history[:] = checkpoint["history"]
    torch.set_rng_state(checkpoint["random"]["cpu"])
    return checkpoint["config"]
