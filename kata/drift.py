"""How a learner's module has drifted from its skeleton, where it should have stayed the same.

Bodies of step functions, imports, helpers and methods are the learner's; names, signatures and
docstrings of step functions and everything that is given are not. All of it is compared as syntax,
so that formatting and comments never matter.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kata.language import _
from kata.markers import FunctionNode, Import, stubs

Scope = ast.Module | ast.ClassDef


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was: where in the learner's text, what, and of which step.

    `step` is None where the thing is given and so belongs to no step.
    """

    line: int
    problem: str
    step: str | None


def differences(exercise: str, skeleton: str) -> list[Difference]:
    """What differs between a learner's module and its skeleton, by line.

    `SyntaxError` if the module is not Python.
    """
    found = _scope(ast.parse(exercise), ast.parse(skeleton), "", stubs(skeleton))
    return sorted(found, key=lambda difference: difference.line)


def _scope(
    mine: Scope, theirs: Scope, prefix: str, steps: Mapping[str, str]
) -> Iterator[Difference]:
    """What differs in a module or a class, and in the classes inside it."""
    line = mine.lineno if isinstance(mine, ast.ClassDef) else 1
    written = _functions(mine)
    for name, originals in _functions(theirs).items():
        yield from _function(written.get(name, []), originals, prefix + name, steps, line)
    given = {ast.dump(node) for node in _given(mine)}
    for node in _given(theirs):
        if ast.dump(node) not in given:
            text = _("this line is given and must stay:")
            if prefix:
                text = _("this line in {owner} is given and must stay:").format(owner=prefix[:-1])
            problem = f"{text}\n{ast.unparse(node)}"
            yield Difference(_line_of_target(mine, node) or line, problem, None)
    classes = _classes(mine)
    for name, original in _classes(theirs).items():
        if name not in classes:
            problem = _("class {name} is missing").format(name=prefix + name)
            yield Difference(line, problem, None)
            continue
        if _header(classes[name]) != _header(original):
            problem = _("class {name} must begin as it was given:").format(name=prefix + name)
            problem += f"\n{_header(original)}"
            yield Difference(classes[name].lineno, problem, None)
        elif ast.get_docstring(classes[name]) != ast.get_docstring(original):
            problem = _("the docstring of class {name} is not as it was")
            problem = problem.format(name=prefix + name)
            yield Difference(classes[name].lineno, problem, None)
        yield from _scope(classes[name], original, f"{prefix}{name}.", steps)


def _function(
    mine: list[FunctionNode],
    theirs: list[FunctionNode],
    name: str,
    steps: Mapping[str, str],
    line: int,
) -> Iterator[Difference]:
    """What differs in the functions of one name: one, or two for a property with a setter."""
    step = steps.get(name)
    if len(mine) < len(theirs):
        yield Difference(line, _("{name} is missing").format(name=name), step)
        return
    if len(mine) > len(theirs):
        lines = _(" and ").join(str(node.lineno) for node in mine)
        problem = _("{name} is defined more than once, in lines {lines}")
        yield Difference(mine[-1].lineno, problem.format(name=name, lines=lines), step)
        return
    for node, original in zip(mine, theirs, strict=True):
        if _signature(node) != _signature(original):
            problem = _("{name} must begin as it was given:").format(name=name)
            yield Difference(node.lineno, f"{problem}\n{_signature(original)}", step)
        elif step is None and ast.dump(node) != ast.dump(original):
            problem = _("{name} is given and must stay as it was").format(name=name)
            yield Difference(node.lineno, problem, step)
        elif ast.get_docstring(node) != ast.get_docstring(original):
            problem = _("the docstring of {name} is not as it was").format(name=name)
            yield Difference(node.lineno, problem, step)


def _functions(scope: Scope) -> dict[str, list[FunctionNode]]:
    found: dict[str, list[FunctionNode]] = {}
    for node in scope.body:
        if isinstance(node, FunctionNode):
            found.setdefault(node.name, []).append(node)
    return found


def _classes(scope: Scope) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in scope.body if isinstance(node, ast.ClassDef)}


def _given(scope: Scope) -> list[ast.stmt]:
    """What must stay besides functions, classes and docstrings."""
    body = scope.body if ast.get_docstring(scope) is None else scope.body[1:]
    others = FunctionNode | ast.ClassDef | Import | ast.Pass
    return [node for node in body if not isinstance(node, others)]


def _signature(node: FunctionNode) -> str:
    """How a function begins, decorators included."""
    keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    decorators = [f"@{ast.unparse(decorator)}" for decorator in node.decorator_list]
    return "\n".join([*decorators, f"{keyword} {node.name}({ast.unparse(node.args)}){returns}:"])


def _header(node: ast.ClassDef) -> str:
    """How a class begins, decorators included."""
    bases = ", ".join(ast.unparse(base) for base in [*node.bases, *node.keywords])
    decorators = [f"@{ast.unparse(decorator)}" for decorator in node.decorator_list]
    return "\n".join(
        [*decorators, f"class {node.name}({bases}):" if bases else f"class {node.name}:"]
    )


def _line_of_target(scope: Scope, given: ast.stmt) -> int | None:
    """Where the learner's text assigns the same name, since that is what was changed."""
    target = _target(given)
    return next((node.lineno for node in _given(scope) if target and _target(node) == target), None)


def _target(node: ast.stmt) -> str | None:
    """The name that a statement assigns."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else None
