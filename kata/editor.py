"""The learner's editor, and how it is told to open a file at a line."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

# What stands for the file and the line, by the editor's name.
PLUS = ("+{line}", "{file}")
COLON = ("{file}:{line}",)
PLACES = {
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "view", "nano", "pico", "emacs", "kak"), PLUS),
    **dict.fromkeys(("emacsclient", "jed", "joe", "ne", "micro", "mg", "gedit"), PLUS),
    **dict.fromkeys(("hx", "helix", "subl", "zed"), COLON),
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--goto", *COLON)),
    **dict.fromkeys(("kate", "kwrite"), ("--line", "{line}", "{file}")),
    **dict.fromkeys(("pycharm", "charm", "idea"), ("--line", "{line}", "{file}")),
}


def command(path: Path, line: int, variables: Mapping[str, str] = os.environ) -> list[str] | None:
    """What to run to have the file opened, at the line if it is known how; None: no editor."""
    chosen = variables.get("VISUAL") or variables.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError:  # a quote that is never closed
        return None
    if not words:
        return None
    place = PLACES.get(Path(words[0]).stem, ("{file}",))
    return words + [part.format(file=path, line=line) for part in place]
