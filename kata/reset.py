"""Puts exercises back to their skeletons, and back again: nothing is lost on either way.

What is to be replaced is copied first, into a folder of its own under .kata/backups.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kata.curriculum import Step, Task
from kata.excerpts import Excerpt, excerpts, names
from kata.files import read_source, replace
from kata.language import _
from kata.paths import EXERCISES, SOLUTIONS, STATE
from kata.skeleton import skeleton

BACKUPS = STATE / "backups"


class ResetError(Exception):
    """It can't be done; the message says why, and what can."""


@dataclass(frozen=True)
class Change:
    """The modules that were written, and the backup of what was there, if anything was."""

    files: tuple[PurePosixPath, ...]
    backup: str | None


def reset_task(task: Task, tree: Path = EXERCISES, backups: Path = BACKUPS) -> Change:
    """Put a task's modules back."""
    files = {file: _skeleton(file).encode() for file in task.files}
    return _write(files, str(task.id), tree, backups)


def reset_step(step: Step, tree: Path = EXERCISES, backups: Path = BACKUPS) -> Change:
    """Put a step's functions back, and leave the rest of the module as it is."""
    path = tree / step.file
    try:
        source = read_source(path)
        content = source.encode(_with_stubs(source.text, step))
    except FileNotFoundError:
        problem = _("{file} is missing").format(file=path.name)
    except (SyntaxError, UnicodeError) as error:
        problem = _("{file} can't be read as Python ({error})")
        problem = problem.format(file=path.name, error=error)
    except LookupError as error:
        problem = _("{file} does not have {function} once, as it was given")
        problem = problem.format(file=path.name, function=error.args[0])
    else:
        return _write({step.file: content}, step.id, tree, backups)
    instead = _("`python grader.py reset {task}` puts the whole task back, and keeps a copy")
    raise ResetError(f"{problem}\n{instead.format(task=step.task)}")


def _with_stubs(source: str, step: Step) -> str:
    """A text with the step's functions as they were given; `LookupError` for one it lacks."""
    wanted = names(step.id)
    mine, given = excerpts(source, wanted), excerpts(_skeleton(step.file), wanted)
    for name in wanted:
        if sum(each.name == name for each in mine) != wanted.count(name):
            raise LookupError(name)
    lines = source.split("\n")
    pairs = zip(sorted(mine, key=_name), sorted(given, key=_name), strict=True)
    for old, new in sorted(pairs, key=lambda pair: -pair[0].first):  # lines above stay put
        lines[old.first - 1 : old.last] = [new.text]
    return "\n".join(lines)


def _name(excerpt: Excerpt) -> str:
    return excerpt.name


def _skeleton(file: PurePosixPath) -> str:
    return skeleton((SOLUTIONS / file).read_text("utf-8"))


def restore(name: str, tree: Path = EXERCISES, backups: Path = BACKUPS) -> Change:
    """Bring back what a backup holds; it may be named by its number."""
    there = backup_names(backups)
    found = next((each for each in there if name in (each, each.partition("-")[0])), None)
    if found is None:
        listed = ", ".join(there[-5:]) or _("none yet")
        text = _("there is no backup {name}; the latest are: {backups}")
        raise ResetError(text.format(name=name, backups=listed))
    folder = backups / found
    files = {
        PurePosixPath(path.relative_to(folder).as_posix()): path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
    }
    return _write(files, f"before-{found}", tree, backups)


def backup_names(backups: Path = BACKUPS) -> list[str]:
    """The backups that there are, oldest first."""
    named = [path.name for path in backups.glob("*-*") if path.name.partition("-")[0].isdecimal()]
    return sorted(named, key=_number)


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def _write(files: Mapping[PurePosixPath, bytes], what: str, tree: Path, backups: Path) -> Change:
    """Write modules, once what is there is safe."""
    there = {file: _content(tree / file) for file in files}
    changed = tuple(file for file in files if there[file] != files[file])
    kept = {file: old for file in changed if (old := there[file]) is not None}
    backup = _back_up(kept, what, backups) if kept else None
    for file in changed:
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        replace(tree / file, files[file])
    return Change(changed, backup)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _back_up(files: Mapping[PurePosixPath, bytes], what: str, backups: Path) -> str:
    """Keep files in a new folder, and give its name."""
    number = max(map(_number, backup_names(backups)), default=0) + 1
    while (folder := backups / f"{number}-{what}").exists():
        number += 1
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        replace(folder / file, content)
    return folder.name
