"""What an output stream can show: its width, its colours, its characters."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal, TextIO
from unicodedata import category

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Console
from rich.text import Text

from kata.encoding import ASCII, UNICODE, Marks, can_encode

Color = Literal["auto", "always", "never"]

PIPED_WIDTH = 80
MAX_WIDTH = 100  # in a wider row the eye would lose the way from the title to its score
MIN_WRAP = 20
CODE_THEME = "ansi_light"  # the terminal's own colours, on its own ground
OPENING, CLOSING = "（《“‘「【(", "，。、；：？！）》”’」】…,.;:?!) "  # ends no row, begins none


@dataclass(frozen=True)
class Screen:
    """A stream to print on. `live`: it is a terminal, so there are bars, and long lines wrap."""

    console: Console
    marks: Marks
    width: int
    live: bool

    def line(self, *parts: str | tuple[str, str] | Text) -> None:
        """Print one line, each part a text or a text with its style; never broken, never cut."""
        text = Text.assemble(*parts)
        text.rstrip()
        self.console.print(text, soft_wrap=True)

    def link(self, indent: str, place: str) -> None:
        """Print a file:line, which a terminal that can opens on a click."""
        file, _, number = place.rpartition(":")
        path = Path(file).absolute()
        style = "cyan"
        if self.console.color_system and number.isdecimal():
            style += f" link {path.as_uri()}#L{number}"
        self.line(indent, (place, style))

    def markdown(self, text: str) -> None:
        """Print Markdown, rendered on a terminal."""
        if not self.live:
            self.console.print(text, soft_wrap=True)
            return
        from rich.markdown import Markdown
        from rich.theme import Theme

        with self.console.use_theme(Theme({"markdown.code": "cyan", "markdown.h3": "bold"})):
            self.console.print(Markdown(text, code_theme=CODE_THEME), width=self.width)

    def code(self, text: str) -> None:
        """Print Python, coloured on a terminal that has colours."""
        if not self.console.color_system:
            self.console.print(text, soft_wrap=True)
            return
        from rich.syntax import Syntax

        code = Syntax(text, "python", theme=CODE_THEME, word_wrap=True)
        self.console.print(code, width=self.width)

    def paragraph(self, text: str, indent: int = 0, style: str = "", hang: int = 2) -> None:
        """Print a text with its own line breaks; on a terminal long lines wrap, and then hang."""
        for line in text.splitlines():
            body = line.lstrip(" ")
            own = len(line) - len(body)
            room = self.width - indent - own
            if self.live and cell_len(body) > room:
                rows = wrap(body, max(room - hang, MIN_WRAP))
            else:
                rows = [body]
            for number, row in enumerate(rows):
                margin = " " * (indent + own + (hang if number else 0)) if row else ""
                self.line(margin, (row, style))

    @property
    def unicode(self) -> bool:
        """Whether there is more than ASCII to draw with."""
        return self.marks is UNICODE

    def fit(self, text: Text | str, width: int) -> Text:
        """The text, cut or padded to exactly `width` columns."""
        fitted = Text(text) if isinstance(text, str) else text.copy()
        if cell_len(fitted.plain) > width:
            room = max(width - cell_len(self.marks.ellipsis), 0)
            fitted.plain = set_cell_size(fitted.plain, room).rstrip() + self.marks.ellipsis
        fitted.append(" " * (width - cell_len(fitted.plain)))
        return fitted


def open_screen(stream: TextIO, color: Color = "auto") -> Screen:
    """Find out what `stream` can show.

    What is piped gets no bar, no wrapping, and ASCII marks, so that it looks alike wherever it is
    read. What is printed and has no place in the stream's encoding is spelt out in ASCII.
    """
    live = stream.isatty()
    console = Console(
        file=stream,
        force_terminal=live,
        color_system="standard" if _colored(live, color) else None,
        no_color=False,  # NO_COLOR is looked at here
        highlight=False,
        markup=False,
        emoji=False,
    )
    unicode = live and can_encode(stream, "".join(astuple(UNICODE)))
    width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if live else PIPED_WIDTH
    return Screen(console, UNICODE if unicode else ASCII, min(width, MAX_WIDTH), live)


def wrap(text: str, width: int) -> list[str]:
    """The text in rows of at most `width` columns, broken at spaces and between wide characters."""
    rows = [""]
    for piece in _pieces(text):
        if rows[-1] and cell_len((rows[-1] + piece).rstrip()) > width:
            rows.append("")
        first, *more = chop_cells(piece, width) if cell_len(piece.rstrip()) > width else [piece]
        rows[-1] += first
        rows += more
    return [row.rstrip() for row in rows]


def _pieces(text: str) -> Iterator[str]:
    """What is never broken: words with the spaces behind them, wide characters with their marks."""
    start = 0
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        wide = cell_len(before) == 2 or cell_len(after) == 2
        if (before == " " and after != " ") or (
            wide and after not in CLOSING and before not in OPENING
        ):
            yield text[start:place]
            start = place
    yield text[start:]


def visible(text: str) -> str:
    """The text with tabs expanded and other control characters spelt out.

    What learner code prints ends up in messages, and must not steer the terminal.
    """
    lines = text.expandtabs(4).splitlines()
    return "\n".join("".join(map(_visible, line)) for line in lines)


def _visible(character: str) -> str:
    if character.isprintable() or category(character) == "Zs":  # Zs: spaces of every width
        return character
    return character.encode("unicode_escape").decode("ascii")


def _colored(live: bool, color: Color) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (live and os.environ.get("TERM") != "dumb")
