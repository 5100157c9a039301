"""
title.en = "Only some errors count as damage"
title.zh = "只把一部分错误当作损坏"
text.en = "Two kinds of errors are turned into a `ValueError`, and all others come out as they are. A damaged file can fail in any way, and for the caller it always means the same: no checkpoint, named in a `ValueError`."
text.zh = "只有两种错误变成了 `ValueError`，其余的原样抛出。损坏的文件可以以任何方式失败，对调用者来说意思总是一样的：不是检查点，用说出文件名的 `ValueError` 告知。"
guide = "7.15"
"""

import os
from typing import Any

import torch


def read_checkpoint(path: str | os.PathLike[str]) -> dict[str, Any]:
    with open(path, "rb") as file:
        try:
            checkpoint = torch.load(file, map_location="cpu", weights_only=True)
        except (EOFError, RuntimeError) as error:
            raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    if not isinstance(checkpoint, dict) or checkpoint.get("version") != VERSION:
        raise ValueError(f"{path} is no checkpoint of version {VERSION}")
    return checkpoint
