"""The result as a JSON document, schema 1: the fields of `kata.scoring.Report`, key for key."""

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from kata.scoring import Report


def dumps(report: Report) -> str:
    """The document as text. Pure ASCII, so that no console and no lone surrogate can break it."""
    return json.dumps(asdict(report), indent=2, allow_nan=False) + "\n"


def write(report: Report, path: Path) -> None:
    """Write the document so that a reader finds the old file or the new one, never half of one.

    `OSError` where that is not possible.
    """
    if path.exists() and not path.is_file():  # a pipe or a device must stay what it is
        path.write_text(dumps(report), encoding="ascii")
        return
    path = path.resolve()  # what a link names is replaced, not the link
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(dumps(report))
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
