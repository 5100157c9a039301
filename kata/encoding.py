"""What a stream's encoding can hold, and what stands in for the rest."""

import codecs
from dataclasses import astuple, dataclass
from typing import TextIO

from kata.language import Language, from_locale

CHINESE = "中文，"


@dataclass(frozen=True)
class Marks:
    """The signs that stand beside a colour, and what bars are drawn with."""

    done: str
    failing: str
    todo: str
    blocked: str
    started: str
    star: str
    ellipsis: str
    full: str
    empty: str


UNICODE = Marks("✓", "✗", "○", "·", "▸", "★", "…", "━", "─")
ASCII = Marks("+", "x", "o", "-", ">", "*", "...", "#", ".")


def can_encode(stream: TextIO, characters: str) -> bool:
    """Whether the stream can hold all these characters."""
    try:
        characters.encode(stream.encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def language_for(stream: TextIO) -> Language:
    """The locale's language where the stream can show it, or else English."""
    found = from_locale()
    return found if found == "en" or can_encode(stream, CHINESE) else "en"


def survive_encoding(stream: TextIO) -> None:
    """Let `stream` spell out in ASCII what its encoding cannot hold, where it would raise."""
    codecs.register_error("kata.ascii", _in_ascii)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="kata.ascii")


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_NEAREST.get(character, "?") for character in missing), error.end


_NEAREST = dict(zip(astuple(UNICODE), astuple(ASCII), strict=True)) | {
    "×": "x",
    "−": "-",
    "–": "-",
    "—": "-",
    "’": "'",
    "“": '"',
    "”": '"',
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
    "→": "->",
    "√": "sqrt",
    "·": ".",
}
