"""
title.en = "The old file is removed before the new one is moved"
title.zh = "先删除旧文件，再移动新文件"
text.en = "The checkpoint of before is deleted, and then the new one gets its name. In between there is no file under this name at all, and that may be the moment when the power fails; `os.replace` does both at once."
text.zh = "先删除原来的检查点，再把新的改成它的名字。在这两步之间，这个名字下一个文件也没有，而停电也许正好发生在这时；`os.replace` 一次完成这两件事。"
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
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        torch.save(checkpoint, file)
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)
    partial.rename(path)
