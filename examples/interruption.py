"""What ends a run early: Ctrl-C, or SIGTERM, with which clusters and torchrun end one."""

import signal
from types import FrameType
from typing import Self


class Interruption:
    """Takes note of the first signal, so that the step in hand is finished; the second one counts
    as ever, and ends the program at once.

    Used as a context. `asked` says whether one has come.
    """

    asked = False

    def __enter__(self) -> Self:
        noted = (signal.SIGINT, signal.SIGTERM)
        self._before = {number: signal.signal(number, self._note) for number in noted}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, _: FrameType | None) -> None:
        self.asked = True
        signal.signal(number, self._before[number])
