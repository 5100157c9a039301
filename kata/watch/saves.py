"""Tells of every save: of the learner's files, and of what judges them."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import watchfiles

from kata.paths import EXERCISES, TESTS
from kata.watch.state import Saved

QUIET = 15  # milliseconds without another change after which a save is over
LONGEST = 400  # milliseconds after which one that goes on is told of all the same


class Saves:
    """A context manager: inside, `tell` hears of saves, from another thread."""

    def __init__(self, tell: Callable[[Saved], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Saves":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        try:
            self._follow(force_polling=False)
        except OSError:  # the system tells of changes in so many folders and no more
            self._follow(force_polling=True)

    def _follow(self, force_polling: bool) -> None:
        """Folders are watched, not files: an editor that renames makes a new file each time."""
        for changes in watchfiles.watch(
            EXERCISES,
            TESTS,
            watch_filter=lambda change, path: counts(Path(path)),
            debounce=LONGEST,
            step=QUIET,
            stop_event=self._stop,
            force_polling=force_polling,
        ):
            self._tell(Saved(any(Path(path).is_relative_to(TESTS) for _, path in changes)))


def counts(path: Path) -> bool:
    """Whether a verdict may depend on a file."""
    if path.suffix != ".py" or path.name.startswith("."):  # Emacs locks a file by another: .#name
        return False
    if path.is_relative_to(EXERCISES):
        return True
    folder = path.relative_to(TESTS).parts[0] if path.is_relative_to(TESTS) else ""
    return folder.startswith("stage") or folder == "beside"
