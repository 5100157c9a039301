"""Writes files so that a reader finds the old one or the new one, never half of one."""

import os
import tempfile
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Write a text in UTF-8 in the place of what was there; `OSError` where that can't be done."""
    if path.exists() and not path.is_file():  # a pipe or a device must stay what it is
        path.write_text(text, encoding="utf-8")
        return
    path = path.resolve()  # what a link names is replaced, not the link
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    """The permissions that new files do not get; `mkstemp` alone keeps its files private."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
