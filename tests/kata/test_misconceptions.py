"""Wrong solutions are rejected by their own step, right ones in other styles are accepted."""

from collections.abc import Iterable, Iterator, Mapping

import pytest

from kata.curriculum import load
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Outcomes, Pool
from kata.language import LANGUAGES
from kata.launch import cores
from kata.misconceptions.bank import bank
from kata.misconceptions.diagnosis import diagnose
from kata.misconceptions.patterns import kinds, known, pattern, recognise, step
from kata.misconceptions.teeth import (
    ALTERNATIVES,
    VARIANTS,
    alternative,
    same_patterns,
)
from kata.misconceptions.trials import Trial, run


def by_step(ids: Iterable[str]) -> dict[str, list[str]]:
    """The names of each step."""
    found: dict[str, list[str]] = {}
    for id in ids:
        found.setdefault(step(id), []).append(id)
    return found


WRONG = {wrong.id: wrong for wrong in bank()}
TRIED = [id for ids in by_step(WRONG).values() for id in (ids[0], ids[-1])]
RIGHT = [alternative(file) for file in sorted(ALTERNATIVES.glob("*.py"))]


@pytest.fixture(scope="module")
def found() -> Iterator[Mapping[str, Outcomes]]:
    """What two wrong solutions a step leave, each in one test that is known to reject it.

    And what the right ones leave, which may run in the judge's own process: they behave. `make
    teeth` tries all of them, with every test of their steps, as it tries a learner's code.
    """
    trials = [
        Trial(id, load().step(wrong.step).file, wrong.source, (wrong.step,), tuple(known()[id])[:1])
        for id, wrong in WRONG.items()
        if id in TRIED
    ]
    outcomes: dict[str, Outcomes] = {}

    def tell(trial: Trial, found: Outcomes) -> None:
        outcomes[trial.name] = found

    with Pool(cores()) as pool:
        run(trials, pool, tell)
        run(RIGHT, pool, tell, in_process=True)
    yield outcomes


def test_every_step_has_two_wrong_solutions_and_all_together_120() -> None:
    counts = {step: len(ids) for step, ids in by_step(WRONG).items()}
    assert all(counts.get(each.id, 0) >= 2 for each in load().steps)
    assert len(WRONG) >= 120 and len(RIGHT) >= 25


@pytest.mark.parametrize("id", WRONG)
def test_a_wrong_solution_is_explained_and_has_its_data(id: str) -> None:
    wrong = WRONG[id]
    for language in LANGUAGES:
        assert wrong.title.in_language(language) and wrong.text.in_language(language)
    assert known().get(id), "run `make teeth`"
    assert (VARIANTS / f"{id}.py").is_file()


def test_the_data_is_of_the_bank_and_tells_all_apart() -> None:
    assert set(known()) == set(WRONG), "run `make teeth`"
    assert not list(same_patterns(dict(known())))


@pytest.mark.parametrize("id", TRIED)
def test_a_wrong_solution_is_rejected_as_it_was(found: Mapping[str, Outcomes], id: str) -> None:
    test, clue = next(iter(known()[id].items()))
    assert kinds(pattern(found[id])) == kinds({test: clue}), "run `make teeth`"


@pytest.mark.parametrize("name", [trial.name for trial in RIGHT])
def test_a_right_solution_in_another_style_is_accepted(
    found: Mapping[str, Outcomes], name: str
) -> None:
    rejected = [(o.id, o.message) for o in found[name] if o.outcome != "passed"]
    assert found[name] and not rejected


ONE = {"test_a": "values twice: the sum", "test_b": "raised ValueError"}
OTHER = {"test_a": "values twice: the sum"}
BANK = {"1.2/one": ONE, "1.2/other": OTHER, "1.3/one": ONE}


def test_a_pattern_is_recognised_where_one_leaves_it() -> None:
    assert recognise("1.2", ONE, BANK) == "1.2/one"
    assert recognise("1.2", ONE | {"test_a": "values twice: another sum"}, BANK) == "1.2/one"
    assert recognise("1.2", ONE | {"test_c": "raised ValueError"}, BANK) is None
    assert recognise("1.2", ONE, {**BANK, "1.2/same": ONE}) is None


def test_that_values_differ_somehow_is_little_to_go_by() -> None:
    bank = {"1.2/one": {"test_a": "values unrelated: the sum"}}
    assert recognise("1.2", {"test_a": "values unrelated: the sum"}, bank) == "1.2/one"
    assert recognise("1.2", {"test_a": "values unrelated: the mean"}, bank) is None


def test_a_learner_is_told_in_their_language() -> None:
    id, wrong = next(iter(WRONG.items()))
    outcomes = [
        TestOutcome(f"file.py::{test}", wrong.step, "", "failed", 0.1, clue=clue)
        for test, clue in known()[id].items()
    ]
    told = diagnose(wrong.step, outcomes, "zh")
    assert told and (told.id, told.title, told.guide) == (id, wrong.title.zh, wrong.guide)
    assert diagnose(wrong.step, []) is None
