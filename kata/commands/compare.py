"""`compare`: the learner's code and the reference on the same inputs: equal? how fast?"""

import argparse
from collections.abc import Sequence

from rich.cells import cell_len

from kata.commands.common import DONE, NOT_DONE, UsageError, find_part, screen
from kata.comparing.contest import Comparison, Result
from kata.comparing.races import LIBRARIES, RACES
from kata.curriculum import load
from kata.language import _, mark
from kata.reports.screen import Screen, visible

GAP = 2
STYLES = {mark("equal"): "green", mark("differs"): "red", mark("to do"): "dim"}


def run(options: argparse.Namespace) -> int:
    """Run the races of a step, or of a task, and print what came of them."""
    plan = load()
    task, steps = find_part(plan, options.part)
    ran = [step for step in steps if step.id in RACES]
    if not ran:
        text = _("there is nothing to compare for {part}; `make bench` has more")
        raise UsageError(text.format(part=options.part))
    with Comparison(plan, task.id) as comparison:
        results = [comparison.run(step) for step in ran]
    page = screen(options)
    _print_table(page, results)
    for result in results:
        if result.problem:
            page.line()
            page.line((f"{result.step}  {result.title}", "bold red"))
            page.paragraph(visible(result.problem), indent=2)
    equal = all(not result.problem and not result.todo for result in results)
    return DONE if equal else NOT_DONE


def _print_table(page: Screen, results: Sequence[Result]) -> None:
    rows = [_row(result) for result in results]
    head = ["", "", _("time"), _("reference"), _("library")]
    if not any(row[-1] for row in rows):  # nothing was measured there
        rows, head = [row[:-1] for row in rows], head[:-1]
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    room = page.width - sum(width + GAP for width in widths[1:])
    for row in [head, *rows]:
        cells = zip(row[1:], widths[1:], strict=True)
        right = "".join(" " * (GAP + width - cell_len(cell)) + cell for cell, width in cells)
        page.line(page.fit(row[0], min(room, max(widths[0], 0))), (right, _style(row[1])))
    page.line()
    page.paragraph(_("2.0 × means: your code takes twice as long."), style="dim")
    named = [LIBRARIES[result.step] for result in results if result.to_library is not None]
    if named:
        libraries = ", ".join(dict.fromkeys(named))
        page.paragraph(_("The library is {libraries}.").format(libraries=libraries), style="dim")


def _style(state: str) -> str:
    return next((style for word, style in STYLES.items() if _(word) == state), "dim")


def _row(result: Result) -> list[str]:
    state = _("to do") if result.todo else _("differs") if result.problem else _("equal")
    ratios = [result.to_reference, result.to_library]
    return [
        f"{result.step:5}{result.title}",
        state,
        "" if result.seconds is None else _duration(result.seconds),
        *("" if ratio is None else f"{ratio:.1f} ×" for ratio in ratios),
    ]


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
