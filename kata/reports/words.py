"""How the result is put into words: the same in every report that people read."""

import shlex

from kata.judging.outcomes import Verdict
from kata.language import _, _n, mark
from kata.misconceptions.diagnosis import Diagnosis
from kata.scoring import Status, StepReport

STATES: dict[Status, str] = {
    "done": mark("done"),
    "failing": mark("failing"),
    "todo": mark("to do"),
    "blocked": mark("blocked"),
}
OUTCOMES: dict[Verdict, str] = {
    "passed": mark("passes"),
    "failed": mark("fails"),
    "timeout": mark("takes too long"),
    "crashed": mark("crashes"),
    "todo": mark("to do"),
    "blocked": mark("blocked"),
}
WRONG: tuple[Verdict, ...] = ("failed", "timeout", "crashed")


def points(number: float) -> str:
    """A number of points, with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def passing(passed: int, tests: int) -> str:
    """How many of a step's tests pass."""
    text = _n("{passed} of {n} test passes", "{passed} of {n} tests pass", tests)
    return text.format(passed=passed, n=tests)


def started(step: StepReport) -> bool:
    """Whether anything is there that a test could try."""
    return any(test.outcome not in ("todo", "blocked") for test in step.tests)


def command(target: str, step: str = "") -> str:
    """What to type to have a step, or everything, judged."""
    if target == "exercises":
        return f"make test STEP={step}" if step else "make grade"
    selection = f" --step {step}" if step else ""
    return f"python grader.py --target {shlex.quote(target)}{selection}"


def looks_like(diagnosis: Diagnosis) -> str:
    """What a step's failures look like, in a few words."""
    return _("This looks like a common mistake: {title}").format(title=diagnosis.title)


def read_on(diagnosis: Diagnosis) -> str:
    """Where the guide has the matter."""
    return _("The guide: {command}").format(command=f"python grader.py show {diagnosis.guide}")
