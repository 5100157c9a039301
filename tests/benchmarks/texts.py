"""English text that every Python carries, for benchmarks that need much of it."""

import ast
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pydoc_data.topics import topics

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def english(characters: int) -> str:
    """The first so many characters of Python's manual pages and the docstrings of its library."""
    parts, missing = [], characters
    for part in _documents():
        if missing <= 0:
            break
        parts.append(part[:missing])
        missing -= len(parts[-1])
    if missing > 0:
        raise ValueError(f"there are only {characters - missing:,} characters of English text")
    return "".join(parts)


def _documents() -> Iterator[str]:
    for name in sorted(topics):
        yield topics[name]
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, DOCUMENTED) and (docstring := ast.get_docstring(node)):
                yield docstring + "\n\n"
