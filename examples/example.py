"""What the examples share: whose code they run on, and where their pictures go."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from rich.progress import Progress

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGES = ("numpy", "torch", "regex", "matplotlib", "sklearn", "rich")

# Colours that colour-blind readers can tell apart: after Okabe and Ito, "Color Universal Design"
# (2008), the orange darker, since it is also written with.
BLUE, ORANGE, INK, GREY = "#0072B2", "#BF4B00", "#222222", "#767676"
STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "figure.constrained_layout.w_pad": 0.08,
    "figure.constrained_layout.h_pad": 0.08,
    "legend.edgecolor": "none",
}


def parser(
    description: str | None, out: str = "the folder for the picture"
) -> argparse.ArgumentParser:
    """The options that every example has; `out` says what the folder is for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--solutions", action="store_true", help="run on the reference solutions, not on your code"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=HERE / "out",
        metavar="DIR",
        help=f"{out} (default: out, beside the example)",
    )
    return parser


def option(
    parser: argparse.ArgumentParser, name: str, default: float, help: str, least: float = 1
) -> None:
    """Add an option that takes a number of the type of `default`, and none below `least`."""

    def number(text: str) -> float:
        try:
            value = type(default)(text)
        except ValueError:
            value = float("nan")
        if not value >= least:
            kind = "whole number" if isinstance(default, int) else "number"
            raise argparse.ArgumentTypeError(f"{text!r} is no {kind} from {least} up")
        return value

    metavar = "N" if isinstance(default, int) else "X"
    described = f"{help} (default: {default})"
    parser.add_argument(name, type=number, default=default, metavar=metavar, help=described)


def module(name: str, options: argparse.Namespace) -> ModuleType:
    """The module of that name, such as stage1_foundations.task1_tensor, in the tree asked for."""
    tree = "solutions" if options.solutions else "exercises"
    return import_module(f"{tree}.{name}")


def progress_bar(unit: str = "epochs", width: int = 40) -> "Progress":
    """A bar with the loss on a terminal, and nothing where the output is piped."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console()
    columns = (
        BarColumn(width),
        TextColumn(f"{{task.completed}}/{{task.total}} {unit}  {{task.description}}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, disable=not console.is_terminal)


def figure(width: float, height: float, layout: str = "constrained") -> "Figure":
    """An empty picture, measured in inches; `layout` is how matplotlib arranges what is in it."""
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.use("Agg")  # draws into files: no window, no display
    matplotlib.rcParams.update(STYLE)
    return Figure(figsize=(width, height), layout=layout)


def plot_loss(axes: "Axes", losses: Sequence[float], name: str) -> None:
    """The loss of each epoch, on a logarithmic scale."""
    from matplotlib.ticker import LogLocator, NullLocator

    drawn = [loss if loss < 1e30 else float("nan") for loss in losses]  # it may have exploded
    axes.plot(range(1, len(drawn) + 1), drawn, color=BLUE, linewidth=2, label="while training")
    axes.set(title="The loss", xlabel="epoch", ylabel=name, yscale="log")
    axes.grid(True)
    low, high = axes.get_ylim()
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < 1e4 * low else (1,)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())


def save(picture: "Figure", name: str, options: argparse.Namespace) -> None:
    """Write the picture and say where it is."""
    picture.savefig(options.out / name, dpi=200)
    print(f"\nPicture: {shown(options.out / name)}")


def shown(path: Path) -> str:
    """The path as one would type it here."""
    path, here = path.absolute(), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def printable(text: str) -> str:
    """The text without the characters that would do something to a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def missing_step(error: NotImplementedError) -> str:
    """What to do about a step that is not written yet; empty where the error is about none."""
    match = re.fullmatch(r"step (\d+\.\d+): (\S+)", str(error))
    if not match:
        return ""
    step, name = match.groups()
    return f"step {step} ({name}) is still to be written: make test STEP={step}"


def run(
    main: Callable[[argparse.Namespace], None],
    parser: argparse.ArgumentParser,
    writes: bool = True,
) -> None:
    """Run an example with its options, and end with an exit status.

    Its folder is made where there is none yet, unless it only reads.
    """
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a path may hold what a terminal cannot show
    try:
        if writes:
            options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"nothing can be written to {options.out}: {error.strerror}")
    sys.path.insert(0, str(ROOT))
    try:
        main(options)
    except NotImplementedError as error:
        if not (sentence := missing_step(error)):
            raise
        sys.exit(sentence)
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _check_python() -> None:
    """End with what to do if this Python cannot run the examples."""
    lacks = [package for package in PACKAGES if find_spec(package) is None]
    if sys.version_info < (3, 11):  # noqa: UP036
        lacks.insert(0, "version 3.11 or later")
    if lacks:
        sys.exit(
            f"The Python that runs this ({sys.executable}) lacks {', '.join(lacks)}.\n"
            f"Run `make setup` in {ROOT}, and then the example with {ROOT / '.venv/bin/python'}."
        )


_check_python()
