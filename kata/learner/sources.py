"""The learner's source files as the judge reads them: once, checked before anything runs."""

import ast
import marshal
import re
import sys
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kata.language import _
from kata.learner.imports import PROJECT, refusal

# Punctuation that a Chinese keyboard types, besides what Unicode calls wide.
WIDE = {"“": '"', "”": '"', "‘": "'", "’": "'", "。": ".", "、": ","}


@dataclass(frozen=True)
class Source:
    """One module: its marshalled code, or the problem that keeps it from being run.

    `problem` is a sentence for the learner and `line` where it is (0 where there is no line).
    """

    path: Path
    code: bytes = field(default=b"", repr=False)
    problem: str = ""
    line: int = 0


def read(path: Path, allowed: Sequence[str]) -> Source:
    """Read a module and compile it.

    `allowed` names the packages that it may import besides the standard library.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            problem = _("{file} is missing").format(file=path.name)
        else:
            problem = _("{file} can't be read ({error})").format(file=path.name, error=error)
        return Source(path, problem=problem)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        problem = _("{file} is not UTF-8 text, line {line}: does your editor save it as such?")
        problem = problem.format(file=path.name, line=line)
        return Source(path, problem=problem, line=line)
    try:
        tree = ast.parse(text, str(path))
        code = marshal.dumps(compile(tree, str(path), "exec", dont_inherit=True))
    except SyntaxError as error:
        line = error.lineno or 0
        shown = f"\n    {error.text.strip()}" if error.text and error.text.strip() else ""
        problem = f"{path.name}: {error.msg}{shown}{_advice(error)}"
        return Source(path, problem=problem, line=line)
    except (ValueError, RecursionError, MemoryError) as error:
        text_of = _("{file} can't be compiled: {error}")
        return Source(path, problem=text_of.format(file=path.name, error=error))
    for statement in _statements(tree):
        if name := _refused_import(statement, allowed):
            problem = f"{path.name}: {refusal(name)}"
            return Source(path, problem=problem, line=statement.lineno)
    return Source(path, code)


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """All statements, the outer ones first; what they are made of, most of a tree, is left out."""
    waiting = deque([tree])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, ast.stmt):
            yield node
        for part in ("body", "orelse", "handlers", "finalbody", "cases"):
            waiting.extend(getattr(node, part, ()))


def _advice(error: SyntaxError) -> str:
    """What to do about punctuation that a Chinese keyboard types."""
    found = re.match("invalid character '(.)'", error.msg)
    wide = found[1] if found else ""
    plain = WIDE.get(wide) or unicodedata.normalize("NFKC", wide)
    if not (plain and plain.isascii()):
        return ""
    text = _("Python knows only the narrow `{plain}`, not the wide `{wide}`")
    return "\n" + text.format(plain=plain, wide=wide)


def _refused_import(node: ast.stmt, allowed: Sequence[str]) -> str:
    """The package that an import statement may not import, or nothing."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        names = [node.module or ""]
    for name in names:
        top = name.partition(".")[0]
        if top in PROJECT or top not in {*sys.stdlib_module_names, *allowed}:
            return name
    return ""
