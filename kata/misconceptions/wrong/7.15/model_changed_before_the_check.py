"""
title.en = "The model is changed before the file is checked"
title.zh = "检查文件之前就动了模型"
text.en = "Loading fills the model first and looks at the version afterwards. A file that is refused then leaves half of a state behind: read and check everything first, and begin with the model after that."
text.zh = "加载时先填充模型，然后才看版本。这样，被拒绝的文件会留下改了一半的状态：要先读完、检查完，然后才去动模型。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def load_checkpoint(path: str | os.PathLike[str], state: TrainingState) -> dict[str, Any]:
    with open(path, "rb") as file:
        try:
            checkpoint = torch.load(file, map_location="cpu", weights_only=True)
        except Exception as error:
            raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    state.model.load_state_dict(checkpoint["model"])
    if checkpoint.get("version") != VERSION:
        raise ValueError(f"{path} is no checkpoint of version {VERSION}")
    state.optimizer.load_state_dict(checkpoint["optimizer"])
    state.generator.set_state(checkpoint["generator"])
    state.step = checkpoint["step"]
    state.history[:] = checkpoint["history"]
    torch.set_rng_state(checkpoint["random"]["cpu"])
    return checkpoint["config"]
