"""Trees of learner code made from the solutions: some steps done, one of them wrong, or stubs."""

from collections.abc import Callable
from pathlib import Path

from kata import curriculum
from kata.markers import Marker, read, stub
from kata.paths import SOLUTIONS

Body = Callable[[Marker], str | None]


def write(folder: Path, body: Body) -> Path:
    """Write the solutions of all tasks that are there, with another body for some functions.

    `body(marker)` gives the lines that take the place of a marked function's solution, or None to
    keep it.
    """
    for task in curriculum.load().tasks:
        for file in task.files if task.available else ():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rewritten((SOLUTIONS / file).read_text("utf-8"), body), "utf-8")
    return folder


def rewritten(source: str, body: Body) -> str:
    """A module with other bodies for some of its marked functions."""
    lines = source.split("\n")
    for marker in sorted(read(source).steps, key=lambda marker: -marker.line):
        text = body(marker)
        if text is not None:
            lines[marker.line - 1 : marker.function.last] = [text]
    return "\n".join(lines)


def done_before(step: str | None = None) -> Body:
    """The steps before this one are done, it and the rest are stubs; without one all are done."""
    ids = [entry.id for entry in curriculum.load().steps]
    done = set(ids[: ids.index(step)] if step else ids)
    return lambda marker: None if marker.step in done else stub(marker)


def only_wrong(step: str, line: str) -> Body:
    """All is done but the functions of one step, whose body is this line."""
    return lambda marker: marker.indent + line if marker.step == step else None
