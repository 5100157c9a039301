"""
title.en = "The file is written in its place"
title.zh = "就地改写文件"
text.en = "The checkpoint is written straight to its path. While that lasts the file is neither the old one nor the new one, and a crash or a full disk takes both; write to another name beside it, and move it once it is complete."
text.zh = "检查点直接写到它的路径上。写的过程中，这个文件既不是旧的也不是新的，一旦崩溃或磁盘写满，两个就都没了；要先写到旁边的另一个名字，完整之后再移过去。"
guide = "7.15"
"""

import os
from pathlib import Path
from typing import Any

import torch


def save_checkpoint(
    path: str | os.PathLike[str], state: TrainingState, config: dict[str, Any]
) -> None:
    path = Path(path)
    device = next(state.model.parameters()).device
    checkpoint = {
        "version": VERSION,
        "config": config,
        "model": state.model.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "step": state.step,
        "history": state.history,
        "generator": state.generator.get_state(),
        "random": _random_states(device),
    }
    torch.save(checkpoint, path)
