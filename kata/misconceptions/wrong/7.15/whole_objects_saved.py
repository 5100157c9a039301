"""
title.en = "Whole objects are saved"
title.zh = "保存了整个对象"
text.en = "Model, optimizer and generator go into the file as objects. That is a pickle which names classes and functions, and `weights_only=True` refuses it; a checkpoint holds tensors and plain types, as `state_dict()` and `get_state()` give them."
text.zh = "模型、优化器和生成器都作为对象放进了文件。这样的 pickle 写着类和函数的名字，`weights_only=True` 会拒绝它；检查点里只放张量和普通类型，`state_dict()` 和 `get_state()` 给出的正是这些。"
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
        "model": state.model,
        "optimizer": state.optimizer,
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
