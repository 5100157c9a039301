"""
title.en = "Reading a file runs what stands in it"
title.zh = "读文件时运行了其中的代码"
text.en = "The file is loaded with `weights_only=False`, which carries out whatever the pickle in it says. A checkpoint from somebody else may be anything, a program that deletes files included; with `weights_only=True` only tensors and plain types are built."
text.zh = "加载文件时用了 `weights_only=False`，于是 pickle 里写什么就执行什么。别人给的检查点里可能有任何东西，包括删除文件的程序；用 `weights_only=True` 就只构造张量和普通类型。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def read_checkpoint(path: str | os.PathLike[str]) -> dict[str, Any]:
    with open(path, "rb") as file:
        try:
            checkpoint = torch.load(file, map_location="cpu", weights_only=False)
        except Exception as error:
            raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    if not isinstance(checkpoint, dict) or checkpoint.get("version") != VERSION:
        raise ValueError(f"{path} is no checkpoint of version {VERSION}")
    return checkpoint
