"""Finds names that a step's functions may not use, since the step builds them by hand.

Looks at the syntax tree: what stands in a comment or a string is no use, and neither is an
annotation or the second argument of `isinstance`. A name counts under whatever alias it was
imported or assigned, and wherever else its package keeps the same object
(`torch.nn.modules.activation.MultiheadAttention`).

Looked at are the functions of the step, the rest of their classes, and what of the module they use
through any number of steps: helpers, classes, variables. Functions that other steps build are left
out, and so are classes of these alone: what these may use is for their own steps to say. Code that
is made of strings at run time is not followed. Nor is there a second check at run time: PyTorch
uses its own functions, and other steps' functions may, so only where a name stands tells who uses
it.
"""

import ast
import builtins
import importlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kata.curriculum import Step
from kata.language import _
from kata.markers import FunctionNode, functions

_Scope = FunctionNode | ast.Lambda | ast.ClassDef
_Bindings = dict[str, str | None]  # a name -> the dotted name that it stands for, if any


@dataclass(frozen=True)
class Use:
    """A forbidden name as the curriculum has it, the function that uses it, and the line."""

    name: str
    function: str
    line: int


def check(step: Step, source: str, reference: str) -> tuple[Use, ...]:
    """Where a learner's module uses what a step forbids; the reference tells whose functions whose
    are."""
    if not step.forbids:
        return ()
    names = {id: [f.name for f in found] for id, found in functions(reference).items()}
    others = [name for id, found in names.items() if id != step.id for name in found]
    return uses(source, names.get(step.id, []), others, step.forbids)


def sentence(step: str, use: Use) -> str:
    """What to tell the learner."""
    text = _("step {step} builds it by hand: `{name}` may not be used in `{function}`, line {line}")
    return text.format(step=step, name=use.name, function=use.function, line=use.line)


def uses(
    source: str, own: Collection[str], others: Collection[str], forbidden: Sequence[str]
) -> tuple[Use, ...]:
    """Where a module uses forbidden names on behalf of a step, in the order of the text.

    `own` and `others` are the qualified names of the functions that this step and others build.
    `SyntaxError` if the source is not Python.
    """
    module = _Module(ast.parse(source), frozenset(own), frozenset(others))
    found = {
        Use(name, region.name, line)
        for region in module.regions()
        for dotted, line in region.mentions
        if (name := _recognised(dotted, tuple(forbidden)))
    }
    return tuple(sorted(found, key=lambda use: (use.line, use.name)))


@cache
def _recognised(dotted: str, forbidden: tuple[str, ...]) -> str | None:
    """The forbidden name that this one is, or is another name of."""
    if dotted in forbidden:
        return dotted
    thing = look_up(dotted) if any(_top(name) == _top(dotted) for name in forbidden) else None
    return next((n for n in forbidden if thing is not None and look_up(n) is thing), None)


def look_up(dotted: str) -> Any:
    """What a dotted name stands for, or None; imports nothing but the package itself."""
    top, *rest = dotted.split(".")
    try:
        thing: Any = importlib.import_module(top)
        for name in rest:
            thing = getattr(thing, name)
    except (ImportError, AttributeError):
        return None
    return thing


def _top(dotted: str) -> str:
    return dotted.partition(".")[0]


class _Module:
    """A module's top level: what its names stand for, and where else they lead."""

    def __init__(self, tree: ast.Module, own: frozenset[str], others: frozenset[str]) -> None:
        self._own = own
        self._others = others
        self.bindings = _bindings(tree.body, {})
        self.stars = [
            node.module or ""
            for node in _inside(tree.body)
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
        ]
        self.definitions: dict[str, list[ast.stmt]] = {}
        for statement in tree.body:
            for name in _bound(statement):
                if self.bindings.get(name) is None:
                    self.definitions.setdefault(name, []).append(statement)

    def regions(self) -> "list[_Region]":
        """The parts of the module that belong to the step."""
        found: dict[tuple[str, ast.AST], _Region] = {}
        left = [name.partition(".")[0] for name in self._own]
        while left:
            name = left.pop()
            for statement in self.definitions.get(name, []):
                for region_name, nodes in self._parts(name, statement):
                    if nodes and (region_name, nodes[0]) not in found:
                        region = found[region_name, nodes[0]] = _Region(self, region_name, nodes)
                        left.extend(region.references)
        return list(found.values())

    def _parts(self, name: str, statement: ast.AST) -> Iterator[tuple[str, list[ast.AST]]]:
        """What of a definition belongs to the step: functions one by one, the rest of a class."""
        if isinstance(statement, FunctionNode):
            if name not in self._others:
                yield name, [statement]
        elif isinstance(statement, ast.ClassDef):
            if _holds(name, self._own) or not _holds(name, self._others):
                rest: list[ast.AST] = [*statement.decorator_list, *statement.bases]
                rest += [keyword.value for keyword in statement.keywords]
                for node in statement.body:
                    if isinstance(node, FunctionNode | ast.ClassDef):
                        yield from self._parts(f"{name}.{node.name}", node)
                    else:
                        rest.append(node)
                yield name, rest
        else:
            yield name, [statement]


def _holds(name: str, functions: Iterable[str]) -> bool:
    return any(function.startswith(f"{name}.") for function in functions)


class _Region(ast.NodeVisitor):
    """A part of a module: the dotted names that it mentions, and the names of the module."""

    def __init__(self, module: _Module, name: str, nodes: Sequence[ast.AST]) -> None:
        self.name = name
        self.mentions: list[tuple[str, int]] = []
        self.references: list[str] = []
        self._module = module
        self._scopes: list[_Bindings] = [module.bindings]
        for node in nodes:
            self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._mention(node)
            if all(node.id not in scope for scope in self._scopes[1:]):
                self.references.append(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._mention(node)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self._mention(node)  # getattr(F, "…")
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called in ("isinstance", "issubclass"):
            self.visit(node.args[0]) if node.args else None
        else:
            self.generic_visit(node)

    def visit_FunctionDef(self, node: FunctionNode) -> None:
        arguments = node.args
        for outside in (*node.decorator_list, *arguments.defaults, *arguments.kw_defaults):
            if outside:
                self.visit(outside)
        self._enter(node.body, arguments)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._enter([node.body], node.args)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def _enter(self, body: Sequence[ast.AST], arguments: ast.arguments) -> None:
        names = [node.arg for node in ast.walk(arguments) if isinstance(node, ast.arg)]
        outer = {name: value for scope in self._scopes for name, value in scope.items()}
        self._scopes.append(dict.fromkeys(names) | _bindings(body, outer))
        for node in body:
            self.visit(node)
        self._scopes.pop()

    def _mention(self, node: ast.expr) -> None:
        names = {name: value for scope in self._scopes for name, value in scope.items()}
        dotted = _dotted(node, names)
        if dotted:
            self.mentions.append((dotted, node.lineno))
        elif isinstance(node, ast.Name) and not hasattr(builtins, node.id):
            self.mentions += [(f"{star}.{node.id}", node.lineno) for star in self._module.stars]


def _dotted(node: ast.AST, names: _Bindings) -> str | None:
    """The full name of an expression such as `nn.Linear`, given what plain names stand for."""
    match node:
        case ast.Name(id):
            return names.get(id)
        case ast.Attribute(value, attribute):
            base = _dotted(value, names)
            return base and f"{base}.{attribute}"
        case ast.Call(ast.Name("getattr"), [value, ast.Constant(str(attribute)), *_]):
            base = _dotted(value, names)
            return base and f"{base}.{attribute}"
    return None


def _bindings(body: Iterable[ast.AST], outer: _Bindings) -> _Bindings:
    """What the names that are bound in a scope stand for, as far as imports and aliases tell."""
    found: _Bindings = {}
    for node in _inside(body):
        match node:
            case ast.Import(names):
                for alias in names:
                    found[alias.asname or _top(alias.name)] = (
                        alias.name if alias.asname else _top(alias.name)
                    )
            case ast.ImportFrom(module, names, level):
                for alias in names:
                    found[alias.asname or alias.name] = None if level else f"{module}.{alias.name}"
            case ast.Assign([ast.Name(name)], value) | ast.NamedExpr(ast.Name(name), value):
                found[name] = _dotted(value, outer | found) or found.get(name)
            case _:
                for name in _bound_here(node):
                    found.setdefault(name, None)
    return found


def _inside(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of a scope in the order of the text, without those of the scopes inside it."""
    for node in body:
        yield node
        if not isinstance(node, _Scope):
            yield from _inside(ast.iter_child_nodes(node))


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement binds."""
    return {name for node in _inside([statement]) for name in _bound_here(node)}


def _bound_here(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(name, ast.Store()):
            yield name
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
