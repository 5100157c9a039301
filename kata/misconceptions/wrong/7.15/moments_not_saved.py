"""
title.en = "The optimizer is not in the file"
title.zh = "文件里没有优化器"
text.en = "Only the model and what counts the steps are saved, and a resumed run has a new optimizer. Its moments start at 0 again, so its first steps are of size lr whatever the gradients are; they belong into the checkpoint."
text.zh = "只保存了模型和计数的东西，接着训练时优化器是新的。它的矩又从 0 开始，不论梯度多大，最初几步的大小都是 lr；优化器的状态也要放进检查点。"
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
        "step": state.step,
        "history": state.history,
        "generator": state.generator.get_state(),
        "random": _random_states(device),
    }
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        torch.save(checkpoint, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def load_checkpoint(path: str | os.PathLike[str], state: TrainingState) -> dict[str, Any]:
    checkpoint = read_checkpoint(path)
    state.model.load_state_dict(checkpoint["model"])
    state.generator.set_state(checkpoint["generator"])
    state.step = checkpoint["step"]
    state.history[:] = checkpoint["history"]
    torch.set_rng_state(checkpoint["random"]["cpu"])
    return checkpoint["config"]
