"""Makes mutants: a solution with one small change in what the learner writes.

The changes are those of Cosmic Ray's operators, without the ones that change a thing in ten ways
where one tells as much.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import dedent, indent

from kata.excerpts import body, excerpts, helpers
from kata.markers import functions

BINARY = (
    "Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Div", "Mod_FloorDiv", "Pow_Mul",
    "BitAnd_BitOr", "BitOr_BitAnd",
)  # fmt: skip
COMPARISON = (
    "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt",
    "GtE_Lt", "Is_IsNot", "IsNot_Is",
)  # fmt: skip
UNARY = ("USub_UAdd", "Invert_UAdd", "Delete_Not")
OPERATORS = (
    *(f"ReplaceBinaryOperator_{name}" for name in BINARY),
    *(f"ReplaceComparisonOperator_{name}" for name in COMPARISON),
    *(f"ReplaceUnaryOperator_{name}" for name in UNARY),
    "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr",
    "ReplaceOrWithAnd", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
    "ExceptionReplacer", "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A change to one function, and the steps whose tests have to notice it.

    `before` and `after` are the lines that differ, `patch` the function with the change.
    """

    file: PurePosixPath
    steps: tuple[str, ...]
    function: str
    before: str
    after: str
    patch: str


def mutants(
    file: PurePosixPath, source: str, wanted: Callable[[str], bool] = lambda step: True
) -> Iterator[Mutant]:
    """Every mutant of a solution that belongs to a wanted step, function by function."""
    for function, steps in learners(source).items():
        if not any(map(wanted, steps)):
            continue
        for excerpt in excerpts(source, [function]):
            text = dedent(excerpt.text)
            counted = len(body(excerpt))
            for changed in _changes(text, len(text.split("\n")) - counted):
                before, after = _difference(text, changed)
                yield Mutant(file, steps, function, before, after, _in_class(function, changed))


def learners(source: str) -> Mapping[str, tuple[str, ...]]:
    """The functions that a learner writes, or that only the solution has: name -> their steps."""
    found: dict[str, tuple[str, ...]] = {}
    for step, group in functions(source).items():
        waiting = list(dict.fromkeys(function.name for function in group))
        while waiting:
            name = waiting.pop(0)
            if step not in found.get(name, ()):
                found[name] = (*found.get(name, ()), step)
                waiting += [excerpt.name for excerpt in helpers(source, [name])]
    return found


def _changes(text: str, given: int) -> Iterator[str]:
    """The text with one change, in every way; the first `given` lines stay as they are."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    seen = {text}
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = [
            start
            for node in ast_nodes(get_ast(text))
            for start, _end in operator.mutation_positions(node)
        ]
        for occurrence, (line, _column) in enumerate(places):
            if line <= given and name != "RemoveDecorator":
                continue
            changed = mutate_code(text, operator, occurrence)
            if changed is not None and changed not in seen and _is_python(changed):
                seen.add(changed)
                yield changed


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _difference(text: str, changed: str) -> tuple[str, str]:
    """The lines that differ, without the space around them."""
    old, new = text.split("\n"), changed.split("\n")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return _joined(old), _joined(new)


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(lines)).strip()


def _in_class(function: str, text: str) -> str:
    """The function inside the class that its name says."""
    for name in reversed(function.split(".")[:-1]):
        text = f"class {name}:\n{indent(text, '    ')}"
    return text
