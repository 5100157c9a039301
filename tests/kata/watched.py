"""States of a session of watching, made from words: what its pure tests start from."""

from dataclasses import replace

from kata.judging.outcomes import Judgement, TestOutcome
from kata.reports.places import Places
from kata.scoring import Report, StepReport, score
from kata.watch.state import Finished, Judged, State, Verdict, Work, start, update
from tests.kata.reported import MESSAGE, PLAN, SENTENCE

STEPS = [step.id for task in PLAN.tasks if task.available for step in task.steps]


def verdict(step: str, words: str, message: str = MESSAGE, at: str = "12:00:00") -> Verdict:
    """A verdict on tests that went so, one word each."""
    return Verdict(report([(step, words)], message).steps[0], f"exercises/{step}.py:7", {}, at)


def report(verdicts: list[tuple[str, str]], message: str = MESSAGE) -> Report:
    """A report on tests that went so; each that does not pass has a message of its own."""
    outcomes = {}
    for step, words in verdicts:
        tests = [
            TestOutcome(f"{step}-{n}", step, SENTENCE, word, 0.1, f"{message} ({n})")
            for n, word in enumerate(words.split())
        ]
        outcomes[step] = tuple(
            replace(test, message="") if test.outcome == "passed" else test for test in tests
        )
    return score(PLAN, Judgement(outcomes, {}, 1.0), [PLAN.step(step) for step, _ in verdicts], "x")


def finished(work: Work, verdicts: list[tuple[str, str]], message: str = MESSAGE) -> Finished:
    return Finished(work.number, report(verdicts, message), Places(lambda step: f"{step}.py:7", {}))


def told(state: State, verdicts: list[tuple[str, str]], message: str = MESSAGE) -> State:
    """The work in hand was judged, and so it went."""
    work = state.work
    assert work
    for step, words in verdicts:
        state, _effects = update(state, Judged(work.number, verdict(step, words, message)))
    return update(state, finished(work, verdicts, message))[0]


def watching(step: str, words: str, others: str = "todo", message: str = MESSAGE) -> State:
    """A step is watched and was judged, and with it the other steps of its task."""
    task = PLAN.task(PLAN.step(step).task)
    state, _effects = start(PLAN, {}, step=PLAN.step(step))
    state = told(state, [(step, words)], message)
    ids = [each.id for each in task.steps]
    verdicts = [
        (id, words if id == step else "passed" if ids.index(id) < ids.index(step) else others)
        for id in ids
    ]
    return told(state, verdicts, message)


def status(state: State) -> StepReport:
    assert state.verdict
    return state.verdict.step
