"""The result as Gradescope's results.json: a test for each step, with its points.

Gradescope takes what the file holds when it stops a run that takes too long. So `Writer` writes it
anew after each step.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kata.curriculum import Curriculum, Step
from kata.files import replace
from kata.judging.outcomes import Judgement, TestOutcome
from kata.language import _, current
from kata.reports.places import Places, find
from kata.reports.screen import visible
from kata.reports.words import OUTCOMES, STATES, WRONG, looks_like, passing
from kata.scoring import Report, StepReport, score

Outcomes = tuple[TestOutcome, ...]


def dumps(report: Report, places: Places) -> str:
    """The document as text, pure ASCII. A step whose tests are not there was not judged yet."""
    judged = sum(bool(step.tests) for step in report.steps)
    if judged < len(report.steps):
        text = _("The run ended early: {number} of {steps} steps were judged.")
        number = judged
    else:
        text = _("{number} of {steps} steps are done.")
        number = sum(step.status == "done" for step in report.steps)
    document = {
        "score": report.score,
        "execution_time": report.seconds,
        "output": text.format(number=number, steps=len(report.steps)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": [_test(step, places) for step in report.steps],
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _test(step: StepReport, places: Places) -> dict[str, str | float]:
    return {
        "number": step.id,
        "name": step.title,
        "score": step.score,
        "max_score": step.max_score,
        "status": "passed" if step.status == "done" else "failed",
        "output": _output(step, places),
        "visibility": "visible",
    }


def _output(step: StepReport, places: Places) -> str:
    """How many tests pass, and all that those say that do not."""
    if not step.tests:
        return _("not judged yet")
    passed = sum(test.outcome == "passed" for test in step.tests)
    parts = [f"{_(STATES[step.status])}: {passing(passed, len(step.tests))}"]
    for test in step.tests:
        if test.outcome in WRONG:
            message, place = visible(test.message), visible(places.of(step.id, test.id))
            heading = f"{_(OUTCOMES[test.outcome])}: {visible(test.sentence)}"
            parts.append("\n".join([heading, *_indented(f"{message}\n{place}")]))
        elif test.message and test.outcome != "todo":
            parts.append(visible(test.message))
    if step.looks_like:
        parts.append(f"{looks_like(step.looks_like)}\n{step.looks_like.text}")
    return "\n\n".join(dict.fromkeys(parts))


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.splitlines()]


class Writer:
    """Keeps the file up to date while steps are judged: the judge calls it with each."""

    def __init__(
        self,
        path: Path,
        curriculum: Curriculum,
        steps: Sequence[Step],
        target: Path,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._curriculum = curriculum
        self._steps = steps
        self._target = target
        self._now = now
        self._start = now()
        self._outcomes: dict[str, Outcomes] = {}
        self._places = find(target, (), base=target)
        self._write()

    def __call__(self, step: Step, outcomes: Outcomes) -> None:
        """A step has been judged."""
        self._outcomes[step.id] = outcomes
        more = find(self._target, [outcomes], base=self._target).tests
        self._places = Places(self._places.step, {**self._places.tests, **more})
        self._write()

    def _write(self) -> None:
        judgement = Judgement(self._outcomes, {}, self._now() - self._start)
        report = score(self._curriculum, judgement, self._steps, str(self._target), current())
        replace(self._path, dumps(report, self._places))
