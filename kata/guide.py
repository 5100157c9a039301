"""The section of a guide that explains a step."""

import re

HEADING = re.compile(r"#{1,3} ")
FENCE = re.compile(r"\s*(```|~~~)")


def section(guide: str, step: str) -> str:
    """The text from the heading that names the step to the next one; empty if there is none."""
    found: list[str] = []
    fenced = False
    for line in guide.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        if not fenced and HEADING.match(line):
            if found:
                break
            if re.match(rf"### {re.escape(step)}(?![\d.])", line):
                found.append(line)
        elif found:
            found.append(line)
    return "\n".join(found).strip("\n")
