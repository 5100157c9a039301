"""
title.en = "A missing file counts as a damaged one"
title.zh = "把不存在的文件当作损坏的"
text.en = "Every error of reading becomes a `ValueError`, also that of a file which is not there. A run that starts for the first time has no checkpoint, which is no damage: it stays a `FileNotFoundError`."
text.zh = "读取时的任何错误都变成 `ValueError`，包括文件不存在。第一次开始的训练本来就没有检查点，这不是损坏：应当仍是 `FileNotFoundError`。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def read_checkpoint(path: str | os.PathLike[str]) -> dict[str, Any]:
    try:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    if not isinstance(checkpoint, dict) or checkpoint.get("version") != VERSION:
        raise ValueError(f"{path} is no checkpoint of version {VERSION}")
    return checkpoint
