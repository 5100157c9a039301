"""
title.en = "The version is not looked at"
title.zh = "没有检查版本"
text.en = "Any dict that PyTorch can load is taken for a checkpoint, whatever its version. A file of another format then fails somewhere in the middle of loading, when half of the state has changed; it has to be refused before that."
text.zh = "凡是 PyTorch 能加载的字典都当作检查点，不管是哪个版本。这样，另一种格式的文件会在加载到一半时失败，而状态已经改了一半；应当在那之前就拒绝它。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def read_checkpoint(path: str | os.PathLike[str]) -> dict[str, Any]:
    with open(path, "rb") as file:
        try:
            checkpoint = torch.load(file, map_location="cpu", weights_only=True)
        except Exception as error:
            raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    if not isinstance(checkpoint, dict) or "model" not in checkpoint:
        raise ValueError(f"{path} is no checkpoint of version {VERSION}")
    return checkpoint
