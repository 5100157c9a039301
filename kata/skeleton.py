"""Makes the exercises from the solutions: `python -m kata.skeleton` writes them.

`--check` names what differs in the exercises from what was given (the learner's own work does not
count), `--check --strict` everything that differs.
"""

import argparse
import ast
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from kata.curriculum import Curriculum, Task, load
from kata.drift import differences
from kata.language import _
from kata.markers import Function, MarkerError, functions, outline, read, stub, stubs
from kata.paths import EXERCISES, ROOT, SOLUTIONS

__all__ = ["Function", "MarkerError", "functions", "location", "outline", "skeleton", "stubs"]

PACKAGE = '"""Where you write: one folder for each stage."""\n'


class SkeletonError(ValueError):
    """Solutions that no exercises can be made of: each problem with its `file:line`."""


def skeleton(source: str) -> str:
    """The exercise that belongs to a solution; `MarkerError` where the solution is wrong.

    In a marked function, everything from the marker to the end becomes a stub. What only the
    solution needs is left out.
    """
    markers = read(source)
    lines = source.split("\n")
    edits: list[tuple[int, int, str]] = [(*span, "") for span in markers.removals]
    for marker in markers.steps:
        edits.append((marker.line, marker.function.last, stub(marker)))
    for first, last, text in sorted(edits, reverse=True):  # from the end: lines above stay put
        if text:
            lines[first - 1 : last] = [text]
        else:
            _cut(lines, first - 1, last)
    result = "\n".join(lines).rstrip("\n") + "\n"
    try:
        ast.parse(result)
    except SyntaxError as error:
        where = f"line {error.lineno} of what is left for the learner"
        raise MarkerError(1, f"{where} is not valid Python: {error.msg}") from None
    return result


def _cut(lines: list[str], start: int, stop: int) -> None:
    """Remove lines, and of the blank lines around them as many as were there twice."""
    before = start
    while before > 0 and not lines[before - 1].strip():
        before -= 1
    after = stop
    while after < len(lines) and not lines[after].strip():
        after += 1
    lines[before:after] = [""] * max(start - before, after - stop)


def location(step: str, tree: Path = EXERCISES) -> tuple[Path, int]:
    """Where to go on with a step: the file and the line of its first function that is unfinished.

    Where all are finished, it is the first function; where the file is missing or the function is
    not in it, line 1. `LookupError` for a step without a solution.
    """
    entry = load().step(step)
    solution = SOLUTIONS / entry.file
    marked = functions(_text(solution)) if solution.is_file() else {}
    if step not in marked:
        raise LookupError(_("step {step} is not there yet").format(step=step))
    path = tree / entry.file
    try:
        return path, line_of(_text(path), step, [function.name for function in marked[step]])
    except (OSError, UnicodeDecodeError):
        return path, 1


def line_of(source: str, step: str, names: Sequence[str]) -> int:
    """The line of the first of the step's functions that is unfinished, or else of the first."""
    try:
        lines = {function.name: function.line for function in reversed(outline(source))}
        unfinished = [name for name in names if stubs(source).get(name) == step]
    except (SyntaxError, ValueError):
        return _line_in_text(source, step, names)
    return next((lines[name] for name in [*unfinished, *names] if name in lines), 1)


def _line_in_text(source: str, step: str, names: Sequence[str]) -> int:
    """The same for a text that is not Python, as it is while somebody writes."""
    last_parts = "|".join(re.escape(name.rpartition(".")[2]) for name in names)
    for pattern in [
        rf"raise NotImplementedError\(.step {re.escape(step)}:",
        rf"def ({last_parts})\b",
    ]:
        for number, line in enumerate(source.split("\n"), 1):
            if re.search(pattern, line):
                return number
    return 1


def generate(solutions: Path, curriculum: Curriculum) -> dict[PurePosixPath, str]:
    """The tree of exercises: paths in it, and their texts. `SkeletonError` if there can be none."""
    files: dict[PurePosixPath, str] = {}
    problems: list[str] = []
    for task in curriculum.tasks:
        for file in task.files:
            path = solutions / file
            if path.is_file():
                try:
                    files[file] = skeleton(_text(path))
                    _check_steps(_text(path), task, file)
                except MarkerError as error:
                    problems.append(f"{_shown(path)}:{error.line}: {error.problem}")
            elif task.available:
                problems.append(f"{_shown(path)} is missing, though task {task.id} is available")
    known = {file for task in curriculum.tasks for file in task.files}
    for path in sorted(solutions.rglob("*.py")):
        if PurePosixPath(path.relative_to(solutions)) not in known and path.name != "__init__.py":
            problems.append(f"{_shown(path)} is no module of the curriculum")
    if problems:
        raise SkeletonError("\n".join(problems))
    packages = {
        PurePosixPath(stage.folder, "__init__.py"): f'"""Stage {stage.id}: {stage.title.en}."""\n'
        for stage in curriculum.stages
        if any(file.parent.name == stage.folder for file in files)
    }
    return {PurePosixPath("__init__.py"): PACKAGE, **packages, **files}


def _check_steps(source: str, task: Task, file: PurePosixPath) -> None:
    """A solution marks exactly the steps that the curriculum puts into its module."""
    expected = [step.id for step in task.steps if step.file == file]
    for marker in read(source).steps:
        if marker.step not in expected:
            raise MarkerError(marker.line, f"the curriculum has no step {marker.step} in {file}")
    missing = [step for step in expected if step not in functions(source)]
    if missing and task.available:
        raise MarkerError(1, f"no function is marked `# step {missing[0]}`")


def write(files: Mapping[PurePosixPath, str], exercises: Path) -> list[str]:
    """Write the files that differ and say which; `SkeletonError` rather than overwrite work."""
    changed, problems = [], []
    for file, text in files.items():
        path = exercises / file
        if not path.is_file():
            changed.append(file)
        elif path.read_bytes() != text.encode():
            changed.append(file)
            if work := _work(path, text):
                problems.append(f"{_shown(path)} is no bare skeleton: {work}")
    if problems:
        advice = "Nothing was written. Delete what nobody needs, and run this again."
        raise SkeletonError("\n".join([*problems, advice]))
    for file in changed:
        path = exercises / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[file], encoding="utf-8", newline="\n")
    return [f"{_shown(exercises / file)} is written" for file in changed]


def _work(path: Path, text: str) -> str:
    """What in a learner's file would be lost if it became `text` again, in words; or nothing."""
    try:
        written = _text(path)
        present = {function.name for function in outline(written)}
        finished = [name for name in stubs(text) if name in present and name not in stubs(written)]
    except (SyntaxError, ValueError) as error:
        return f"it can't be read ({error})"
    return f"{', '.join(finished)} filled in" if finished else ""


def check(
    files: Mapping[PurePosixPath, str], exercises: Path, curriculum: Curriculum, strict: bool
) -> list[str]:
    """What differs in the exercises, and the command that mends it: one entry each."""
    modules = {file for task in curriculum.tasks for file in task.files}
    problems = []
    for file, text in files.items():
        if strict:
            problems += _exact(exercises / file, text)
        elif file in modules:
            problems += _lenient(exercises / file, text)
    if strict:
        for path in sorted(exercises.rglob("*.py")):
            if PurePosixPath(path.relative_to(exercises)) not in files:
                problems.append(f"{_shown(path)} has no solution: delete it")
    return problems


def _exact(path: Path, text: str) -> list[str]:
    mend = "  python -m kata.skeleton writes it"
    if not path.is_file():
        return [f"{_shown(path)} is missing\n{mend}"]
    written = path.read_bytes()
    if written == text.encode():
        return []
    pairs = zip(written.split(b"\n"), text.encode().split(b"\n"), strict=False)
    line = next((number for number, (a, b) in enumerate(pairs, 1) if a != b), 1)
    return [f"{_shown(path)}:{line}: not what the solution gives\n{mend}"]


def _lenient(path: Path, text: str) -> list[str]:
    mend = "  " + _("git diff {file} shows how it was; put that back").format(file=_shown(path))
    try:
        found = differences(_text(path), text)
    except FileNotFoundError:
        bring = "  " + _("git checkout {file} brings it back").format(file=_shown(path))
        return [_("{file} is missing").format(file=_shown(path)) + f"\n{bring}"]
    except SyntaxError as error:
        text = _("{place}: not valid Python: {problem}")
        return [text.format(place=f"{_shown(path)}:{error.lineno or 1}", problem=error.msg)]
    except ValueError:
        text = _("{file} can't be read as text in UTF-8")
        return [text.format(file=_shown(path)) + f"\n{mend}"]
    return [
        f"{_shown(path)}:{difference.line}: {difference.problem}\n{mend}" for difference in found
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Exit status: 0 all well, 1 something differs or is wrong, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m kata.skeleton", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    parser.add_argument("--strict", action="store_true", help="with --check: compare exactly")
    options = parser.parse_args(arguments)
    if options.strict and not options.check:
        parser.error("--strict goes with --check")
    exercises, curriculum = root / "exercises", load()
    try:
        files = generate(root / "solutions", curriculum)
        if options.check:
            problems = check(files, exercises, curriculum, options.strict)
            print("\n".join(problems) or "The exercises are as they should be.")
            return 1 if problems else 0
        print("\n".join(write(files, exercises)) or "The exercises are up to date.")
        return 0
    except SkeletonError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
