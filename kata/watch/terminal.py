"""The terminal while a session fills it: a screen of its own, and keys one by one."""

import os
import re
import signal
import sys
import termios
import tty
from types import TracebackType

from rich.text import Text

from kata.reports.screen import MAX_WIDTH, Color, Screen, open_screen
from kata.watch.state import State
from kata.watch.view import frame

OTHER_SCREEN, OWN_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
HOME, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[2K", "\x1b[J"
KEYS = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]|.", re.DOTALL)
CONTROLS = 6  # where tcgetattr(3) keeps the keys that mean something to the terminal
NAMES = {
    "\x1a": "pause",
    "A": "up", "B": "down", "5~": "page-up", "6~": "page-down", " ": "space",
}  # fmt: skip


class Terminal:
    """A context manager: whatever ends it, the terminal is then as it was."""

    def __init__(self, color: Color) -> None:
        self._color = color
        self._keyboard = sys.stdin.fileno()
        self._shown = ""
        self._size: os.terminal_size | None = None

    def __enter__(self) -> "Terminal":
        self._before = termios.tcgetattr(self._keyboard)
        self._enter()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._leave()
        except (OSError, termios.error):  # the window was closed
            pass

    @property
    def keyboard(self) -> int:
        """What becomes readable when a key is pressed."""
        return self._keyboard

    def read(self) -> list[str]:
        """The names of the keys that were pressed; none where the terminal is gone."""
        try:
            text = os.read(self._keyboard, 1024).decode("utf-8", "replace")
        except OSError:
            return []
        return [name(key) for key in KEYS.findall(text)]

    def show(self, state: State) -> int | None:
        """Draw the whole screen; gives the line that a text which scrolls was drawn from."""
        size = os.get_terminal_size(sys.stdout.fileno())
        if size != self._size:
            self._size, self._shown = size, ""
            _write("\x1b[2J")
        screen = open_screen(sys.stdout, self._color)
        drawn = frame(state, min(size.columns or 80, MAX_WIDTH), size.lines or 24, screen.marks)
        text = "\r\n".join(CLEAR_LINE + _ansi(line, screen) for line in drawn.lines)
        if text != self._shown:
            self._shown = text
            _write(HOME + text + CLEAR_BELOW)
        return drawn.top

    def pause(self) -> None:
        """Let the shell have its terminal back until it goes on here."""
        self._leave()
        os.kill(0, signal.SIGTSTP)  # to `make` as well
        self._enter()

    def _enter(self) -> None:
        tty.setcbreak(self._keyboard)
        now = termios.tcgetattr(self._keyboard)
        now[CONTROLS][termios.VSUSP] = b"\0"  # Ctrl-Z is a key like others
        termios.tcsetattr(self._keyboard, termios.TCSANOW, now)
        self._size = None
        _write(OTHER_SCREEN)

    def _leave(self) -> None:
        _write(OWN_SCREEN)
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._before)


def name(key: str) -> str:
    """A key's name: of a letter, the small letter; of others, the name that is used here."""
    return NAMES.get(key.removeprefix("\x1b[").removeprefix("\x1bO"), key.lower())


def _ansi(line: Text, screen: Screen) -> str:
    with screen.console.capture() as capture:
        screen.console.print(line, soft_wrap=True, end="")
    return capture.get()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
