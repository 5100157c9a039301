"""Takes from what a learner handed in the exercise modules, and nothing else."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from kata.curriculum import Curriculum
from kata.paths import SOLUTIONS
from kata.skeleton import skeleton

LARGEST = 1_000_000  # bytes; nobody writes a module that long


def take(folder: Path, into: Path, curriculum: Curriculum) -> list[PurePosixPath]:
    """Copy each module of the available tasks, and say which are not there.

    It may lie anywhere: in a whole checkout, in a stage's folder, or by itself; what lies in
    exercises/ counts first. In the place of one that is missing comes its skeleton, so that its
    steps are still to do.
    """
    missing = []
    folder = folder.resolve()
    candidates = sorted(
        (path for path in folder.rglob("*.py") if path.is_file() and path.resolve() == path),
        key=lambda path: (len(path.parts), path),
    )  # no links: they could lead to the reference
    for task in curriculum.tasks:
        for file in task.files if task.available else ():
            path = into / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if found := _best(candidates, folder, file):
                path.write_bytes(found.read_bytes())
            else:
                missing.append(file)
                path.write_text(skeleton((SOLUTIONS / file).read_text("utf-8")), "utf-8")
    return missing


def _best(candidates: Sequence[Path], folder: Path, file: PurePosixPath) -> Path | None:
    """The module as it was handed in, by the end of its path: the longest that there is."""
    for wanted in [PurePosixPath("exercises", file), file, PurePosixPath(file.name)]:
        for path in candidates:
            parts = path.relative_to(folder).parts
            mine = parts[-len(wanted.parts) :] == wanted.parts and "solutions" not in parts
            if mine and path.stat().st_size <= LARGEST:
                return path
    return None
