"""Reads a solution's markers: where the learner takes over, and what only the solution needs.

Everything here works on text; lines count from 1, as editors do.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

STEP = re.compile(r"# step (\d+\.\d+)")
SOLUTION_ONLY = "# solution only"
_STUB = re.compile(r"""\s*raise NotImplementedError\(["']step (\d+\.\d+): ([\w.]+)["']\)""")
_ALMOST = re.compile(r"#+\s*(step\s*\d+\.\d|solution[\s_-]*only)", re.IGNORECASE)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom
_Decorated = FunctionNode | ast.ClassDef
_Removable = _Decorated | Import | ast.Assign | ast.AnnAssign


class MarkerError(ValueError):
    """A solution that no exercise can be made of; `line` is where."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Function:
    """A function's place in a text: its qualified name, and its lines.

    `first` is that of the first decorator, `line` that of the `def`, `last` that of the end.
    """

    name: str
    first: int
    line: int
    last: int


@dataclass(frozen=True)
class Marker:
    """A marked function: the step, the function, and the place of the comment."""

    step: str
    function: Function
    line: int
    indent: str


@dataclass(frozen=True)
class Markers:
    """What the markers of one solution say.

    `removals` are the spans of lines, first and last, that only the solution needs.
    """

    steps: tuple[Marker, ...]
    removals: tuple[tuple[int, int], ...]


@lru_cache(maxsize=64)
def outline(source: str) -> tuple[Function, ...]:
    """Every function of the text, at the top or in a class; `SyntaxError` if it is not Python."""
    lines = source.split("\n")
    try:
        tree = ast.parse(source)
    except (RecursionError, MemoryError):
        raise SyntaxError("nested too deep") from None
    return tuple(
        Function(name, _first_line(node), node.lineno, _last_line(node, lines))
        for name, node in definitions(tree)
    )


@lru_cache(maxsize=64)
def functions(source: str) -> Mapping[str, tuple[Function, ...]]:
    """The functions of each step that is marked in a solution, both in the order of the text."""
    found: dict[str, tuple[Function, ...]] = {}
    for marker in read(source).steps:
        found[marker.step] = (*found.get(marker.step, ()), marker.function)
    return found


def stub(marker: Marker) -> str:
    """The line that a learner finds in place of the marker and what follows it."""
    return f'{marker.indent}raise NotImplementedError("step {marker.step}: {marker.function.name}")'


def stubs(source: str) -> Mapping[str, str]:
    """The functions of a learner's text that are stubs as yet: qualified name -> step."""
    lines = source.split("\n")
    return {
        function.name: match[1]
        for function in outline(source)
        for line in lines[function.line - 1 : function.last]
        if (match := _STUB.match(line))
    }


def definitions(
    scope: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, FunctionNode]]:
    """Every function that stands directly in a module or in a class, by its qualified name."""
    for node in scope.body:
        if isinstance(node, FunctionNode):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from definitions(node, f"{prefix}{node.name}.")


@lru_cache(maxsize=64)
def read(source: str) -> Markers:
    """The markers of a solution; `MarkerError` where they, or the solution, are wrong."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise MarkerError(error.lineno or 1, f"not valid Python: {error.msg}") from None
    lines = source.split("\n")
    names = {node: name for name, node in definitions(tree)}
    owners = {n: names.get(n) for n in ast.walk(tree) if isinstance(n, FunctionNode)}
    steps, removals = [], []
    for line, column, text in _comments(source):
        if match := STEP.fullmatch(text):
            steps.append(_step(owners, lines, match[1], line, column))
        elif text == SOLUTION_ONLY:
            removals.append(_removal(tree, lines, line, column))
        elif _ALMOST.match(text):
            raise MarkerError(line, f"write `# step N.M` or `{SOLUTION_ONLY}`, not `{text}`")
    _reject_two_markers(steps)
    _reject_marked_removals(steps, removals)
    _reject_aliases(tree)
    return Markers(tuple(steps), tuple(removals))


def _comments(source: str) -> Iterator[tuple[int, int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield *token.start, token.string.rstrip()


def _step(
    names: Mapping[FunctionNode, str | None],
    lines: Sequence[str],
    step: str,
    line: int,
    column: int,
) -> Marker:
    """The marker in a line; `names` holds every function, with None for one inside another."""
    around = [node for node in names if node.lineno <= line <= _last_line(node, lines)]
    if not around:
        raise MarkerError(line, f"the marker of step {step} stands outside a function")
    owner = max(around, key=lambda node: node.lineno)  # the innermost
    name = names[owner]
    if name is None:
        raise MarkerError(
            line, f"the marker of step {step} must be in a function at the top or in a class"
        )
    if lines[line - 1][:column].strip() or column != owner.body[0].col_offset:
        raise MarkerError(line, f"the marker of step {step} must be a line of its own in {name}")
    if any(node.lineno <= line <= (node.end_lineno or 0) for node in owner.body):
        raise MarkerError(line, f"the marker of step {step} stands inside a statement of {name}")
    if not any(node.lineno > line for node in owner.body):
        raise MarkerError(line, f"nothing follows the marker of step {step} in {name}")
    if ast.get_docstring(owner) is not None and line < owner.body[0].lineno:
        raise MarkerError(line, f"the marker of step {step} must follow the docstring of {name}")
    function = Function(name, _first_line(owner), owner.lineno, _last_line(owner, lines))
    return Marker(step, function, line, lines[line - 1][:column])


def _removal(tree: ast.Module, lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    if lines[line - 1][:column].strip():
        return _import_removal(tree, line)
    for node in _statements(tree):
        if _first_line(node) == line + 1 and isinstance(node, _Removable):
            first = line
            # The words about it, in the lines above, go with it.
            while first > 1 and _is_comment(lines[first - 2], column):
                first -= 1
            return first, _last_line(node, lines)
    raise MarkerError(
        line, f"`{SOLUTION_ONLY}` must stand right above a def, class, assignment or import"
    )


def _import_removal(tree: ast.Module, line: int) -> tuple[int, int]:
    """The lines of the import that ends in the comment, or of the one name that does."""
    for node in _statements(tree):
        if not isinstance(node, Import):
            continue
        last = node.end_lineno or node.lineno
        if line in (node.lineno, last):
            return node.lineno, last
        if node.lineno < line < last:
            return line, line
    raise MarkerError(line, f"after code `{SOLUTION_ONLY}` is for imports; put it on a line above")


def _statements(scope: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    """The statements of a module and of its classes, outside functions."""
    for node in scope.body:
        yield node
        if isinstance(node, ast.ClassDef):
            yield from _statements(node)


def _first_line(node: ast.stmt) -> int:
    """Where a statement begins, its decorators included."""
    if isinstance(node, _Decorated):
        return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return node.lineno


def _last_line(node: ast.stmt, lines: Sequence[str]) -> int:
    """Where a statement ends, with the comments that close its body, which the tree omits."""
    last = node.end_lineno or node.lineno
    if not isinstance(node, _Decorated):
        return last
    for number, text in enumerate(lines[last:], last + 1):
        if _is_comment(text) and len(text) - len(text.lstrip()) > node.col_offset:
            last = number
        elif text.strip():
            break
    return last


def _is_comment(text: str, column: int | None = None) -> bool:
    stripped = text.lstrip()
    return stripped.startswith("#") and column in (None, len(text) - len(stripped))


def _reject_two_markers(steps: Sequence[Marker]) -> None:
    for before, after in pairwise(steps):
        if before.function == after.function:
            name = after.function.name
            raise MarkerError(after.line, f"{name} has two markers; it belongs to one step")


def _reject_marked_removals(steps: Sequence[Marker], removals: Sequence[tuple[int, int]]) -> None:
    for marker in steps:
        if any(first <= marker.line <= last for first, last in removals):
            name = marker.function.name
            raise MarkerError(marker.line, f"{name} has a marker, but is for the solution only")


def _reject_aliases(tree: ast.Module) -> None:
    """Every name that a learner writes is a `def`: an alias would give part of a step away."""
    names = {node.name for node in tree.body if isinstance(node, FunctionNode)}
    for scope in _statements(tree):
        if isinstance(scope, ast.ClassDef):
            methods = {node.name for node in scope.body if isinstance(node, FunctionNode)}
            for node in scope.body:
                if _aliased(node) in names | methods:
                    alias = f"`{ast.unparse(node)}` in {scope.name}"
                    raise MarkerError(node.lineno, f"{alias}: write a def, not an alias")


def _aliased(node: ast.stmt) -> str | None:
    """The `other` of a statement `name = other`."""
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    return value.id if isinstance(value, ast.Name) else None
