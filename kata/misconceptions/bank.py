"""The wrong solutions: each a file with the functions as a learner gets them wrong.

The file's docstring is TOML: `title` and `text` (two sentences: what is wrong, and why it matters),
each in both languages, and `guide`, the step whose section of the guide has the matter. The file
lies in the folder of its step, and its functions take the place of the reference's.
"""

import ast
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kata.curriculum import Text, load

WRONG = Path(__file__).parent / "wrong"


class BankError(ValueError):
    """A file of the bank that is not as it has to be."""


@dataclass(frozen=True)
class Misconception:
    """A wrong solution: `1.2/added_axes_only`, what to tell of it, the functions."""

    id: str
    step: str
    title: Text
    text: Text
    guide: str
    source: str


@cache
def bank() -> Sequence[Misconception]:
    """All wrong solutions, in the order of their steps."""
    folders = [WRONG / step.id for step in load().steps]
    return tuple(_read(file) for folder in folders for file in sorted(folder.glob("*.py")))


@cache
def find(id: str) -> Misconception:
    """The wrong solution of this name; `KeyError` where there is none."""
    file = WRONG / f"{id}.py"
    if not file.is_file():
        raise KeyError(id)
    return _read(file)


def _read(file: Path) -> Misconception:
    source = file.read_text("utf-8")
    step = file.parent.name
    name = f"{step}/{file.stem}"
    try:
        told = tomllib.loads(ast.get_docstring(ast.parse(source)) or "")
        guide = told.get("guide", step)
        load().step(guide)
        title, text = Text(**told["title"]), Text(**told["text"])
    except (KeyError, TypeError, SyntaxError, tomllib.TOMLDecodeError) as error:
        raise BankError(f"{name}: its docstring lacks something ({error!r})") from error
    return Misconception(name, step, title, text, guide, source)
