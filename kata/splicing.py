"""Puts functions of one text in the place of another's: wrong ones, or ones in another style."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from kata.markers import FunctionNode, Import, definitions, outline


class SpliceError(ValueError):
    """A text that can't be put into another."""


@dataclass(frozen=True)
class _Edit:
    """Lines that take the place of those from `first` to `last`; before `first` if it is larger."""

    first: int
    last: int
    lines: tuple[str, ...]


def splice(source: str, patch: str) -> str:
    """`source` with what `patch` defines in the place of what it has of the same name.

    Methods stand in a class of their class's name. What `source` lacks is added: a method at the
    end of its class, an import at the top, everything else at the end. The patch's docstring is
    left out. `SpliceError` where the two don't fit, `SyntaxError` where one is no Python.
    """
    into, tree = ast.parse(source), ast.parse(patch)
    lines, new = source.split("\n"), patch.split("\n")
    classes = {node.name: node for node in into.body if isinstance(node, ast.ClassDef)}
    edits: list[_Edit] = []
    added: list[str] = []
    for node in tree.body:
        text = _text(node, new)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # the docstring
        if isinstance(node, Import):
            if ast.unparse(node) not in map(ast.unparse, into.body):
                edits.append(_Edit(_after_imports(into), 0, text))
        elif isinstance(node, ast.ClassDef) and node.name in classes:
            edits += _methods(node, classes[node.name], lines, new)
        elif isinstance(node, FunctionNode) and (edit := _replaced(node, into, "", lines, text)):
            edits.append(edit)
        else:
            added += ["", "", *text]
    for edit in sorted(edits, key=lambda edit: -edit.first):  # from the end: lines above stay put
        lines[edit.first - 1 : max(edit.last, edit.first - 1)] = edit.lines
    result = "\n".join(lines).rstrip("\n") + "\n".join(["", *added, ""])
    ast.parse(result)
    return result


def defined(patch: str) -> list[str]:
    """The functions that a patch defines, by qualified name."""
    return [name for name, _node in definitions(ast.parse(patch))]


def _methods(
    node: ast.ClassDef, into: ast.ClassDef, lines: Sequence[str], new: Sequence[str]
) -> list[_Edit]:
    """What to change in a class that both texts have."""
    edits = []
    for part in node.body:
        text = _text(part, new)
        if not isinstance(part, FunctionNode):
            raise SpliceError(f"{node.name}: only methods can be replaced, not `{text[0].strip()}`")
        edit = _replaced(part, into, f"{node.name}.", lines, text)
        edits.append(edit or _Edit((into.end_lineno or 0) + 1, 0, ("", *text)))
    return edits


def _replaced(
    node: FunctionNode,
    into: ast.Module | ast.ClassDef,
    prefix: str,
    lines: Sequence[str],
    text: tuple[str, ...],
) -> _Edit | None:
    """The edit that puts a function in the place of the one it is named after, if there is one.

    A property and its setter have one name; their decorators tell them apart.
    """
    same = [part for part in into.body if isinstance(part, FunctionNode) and part.name == node.name]
    if not same:
        return None
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    found = [p for p in same if [ast.unparse(d) for d in p.decorator_list] == decorators]
    if len(same) > 1 and not found:
        raise SpliceError(f"{prefix}{node.name}: which of {len(same)} is meant?")
    line = (found or same)[0].lineno
    for function in outline("\n".join(lines)):
        if function.line == line:
            return _Edit(function.first, function.last, text)
    raise AssertionError(line)


def _text(node: ast.stmt, lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a statement, with its decorators."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return tuple(lines[first - 1 : node.end_lineno])


def _after_imports(tree: ast.Module) -> int:
    """The line below the last import at the top, or below the docstring."""
    last = [node for node in tree.body if isinstance(node, Import)] or tree.body[:1]
    return (last[-1].end_lineno or 0) + 1
