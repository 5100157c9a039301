"""What `make test` prints: one line a step, and what is wrong below it."""

from rich.cells import set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kata import curriculum
from kata.judging.outcomes import TestOutcome
from kata.language import _, current
from kata.reports.screen import visible
from kata.reports.words import STATES
from kata.scoring import Status

STYLES: dict[Status, str] = {
    "done": "green",
    "todo": "dim",
    "blocked": "yellow",
    "failing": "bold red",
}


class StepLines:
    """Prints each step once its last test has run; takes the place of pytest's own reporter."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._step = ""
        self._outcomes: list[TestOutcome] = []
        self._steps = self._done = 0

    def add(self, outcome: TestOutcome) -> None:
        """A test function has run."""
        if outcome.step != self._step:
            self.flush()
            self._step = outcome.step
        self._outcomes.append(outcome)

    def flush(self) -> None:
        """Print the step in hand."""
        if not self._outcomes:
            return
        outcomes, self._outcomes = self._outcomes, []
        step = curriculum.load().step(self._step)
        passed = sum(outcome.outcome == "passed" for outcome in outcomes)
        state = _state(outcomes)
        self._steps += 1
        self._done += state == "done"
        line = Text(f"{step.id:>5}  ")
        line.append(set_cell_size(_(STATES[state]), 8), STYLES[state])
        count = _("{passed:>3} of {tests:<3}").format(passed=passed, tests=len(outcomes))
        line.append(f"{count} {step.title.in_language(current())}")
        self._console.print(line)
        told = set()
        for outcome in outcomes:
            # What is wrong with a whole step fails every test of it: to say it once is enough.
            if outcome.outcome in ("failed", "timeout", "crashed") and outcome.message not in told:
                told.add(outcome.message)
                self._print_failure(outcome)

    def finish(self) -> None:
        """Print the last step and the sum."""
        self.flush()
        text = _("{done} of {all} steps done")
        self._console.print(text.format(done=self._done, all=self._steps))

    def error(self, text: str) -> None:
        """Tests that could not be run."""
        self._console.print(Text(text, "red"))

    def _print_failure(self, outcome: TestOutcome) -> None:
        place = f"  ({outcome.where})" if outcome.where else ""
        sentence = Text(visible(f"{outcome.sentence}{place}"), "red")
        self._console.print(Padding(sentence, (0, 0, 0, 7)))
        self._console.print(Padding(Text(visible(outcome.message)), (0, 0, 0, 9)))


def _state(outcomes: list[TestOutcome]) -> Status:
    found = {outcome.outcome for outcome in outcomes}
    if found == {"passed"}:
        return "done"
    if found & {"failed", "timeout", "crashed"}:
        return "failing"
    return "todo" if "todo" in found else "blocked"
