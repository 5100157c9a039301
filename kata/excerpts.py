"""The functions of a step, as they stand in a text: found, shown, put in another's place."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from kata.curriculum import load
from kata.markers import STEP, Function, functions, outline, read
from kata.paths import SOLUTIONS


@dataclass(frozen=True)
class Excerpt:
    """One function of a text: its qualified name, its lines, and the text itself."""

    name: str
    first: int
    last: int
    text: str


def names(step: str) -> list[str]:
    """The functions of a step by qualified name; a property with a setter has two of one name."""
    source = (SOLUTIONS / load().step(step).file).read_text("utf-8")
    return [function.name for function in functions(source)[step]]


def excerpts(source: str, wanted: Sequence[str]) -> list[Excerpt]:
    """Those of the functions that are in a text, in its order; `SyntaxError` if it is no Python."""
    lines = source.split("\n")
    return [_excerpt(function, lines) for function in outline(source) if function.name in wanted]


def _excerpt(function: Function, lines: Sequence[str]) -> Excerpt:
    text = "\n".join(lines[function.first - 1 : function.last])
    return Excerpt(function.name, function.first, function.last, text)


def body(excerpt: Excerpt) -> list[str]:
    """The lines of a function below its docstring, without the marker of a step."""
    lines = excerpt.text.split("\n")
    try:
        (function,) = ast.parse(dedent(excerpt.text)).body
    except SyntaxError:  # a text in it that is indented less than the function
        return lines
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    start = (first.end_lineno or 0) if has_docstring else _header_end(function)
    return [line for line in lines[start:] if not STEP.fullmatch(line.strip())]


def _header_end(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The last line of what a function begins with: its name, its arguments, what it returns."""
    parts = [*function.args.args, *function.args.kwonlyargs, function.returns]
    lines = [part.end_lineno or 0 for part in parts if part is not None]
    return max([function.lineno, *lines])


def helpers(solution: str, wanted: Sequence[str]) -> list[Excerpt]:
    """What only the solution has of functions that the wanted ones call."""
    lines = solution.split("\n")
    called = "\n".join(excerpt.text for excerpt in excerpts(solution, wanted))
    return [
        _excerpt(function, lines)
        for function in outline(solution)
        if any(first <= function.line <= last for first, last in read(solution).removals)
        and re.search(rf"\b{re.escape(function.name.rpartition('.')[2])}\b", called)
    ]
