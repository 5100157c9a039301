"""Files: written so that a reader finds the old one or the new one, never half of one."""

import io
import os
import tempfile
import tokenize
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """A file of Python: its text, with lines that end as Python's do, and how it was encoded."""

    text: str
    encoding: str = "utf-8"
    newline: str = "\n"

    def encode(self, text: str) -> bytes:
        """Another text, encoded like this one."""
        return text.replace("\n", self.newline).encode(self.encoding)


def read_source(path: Path) -> Source:
    """Read a file of Python as Python does, whatever editor wrote it.

    `OSError` where it can't be read; `SyntaxError` or `ValueError` where it is no text.
    """
    content = path.read_bytes()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    text = content.decode(encoding)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Source(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, newline)


def keep(path: Path, content: str) -> None:
    """`replace`, in a folder that is made where it is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content)


def replace(path: Path, content: str | bytes) -> None:
    """Write a file in the place of what was there; `OSError` where that can't be done.

    A text is written in UTF-8.
    """
    if isinstance(content, str):
        content = content.encode()
    if path.exists() and not path.is_file():  # a pipe or a device must stay what it is
        path.write_bytes(content)
        return
    path = path.resolve()  # what a link names is replaced, not the link
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
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
