"""Scores follow from outcomes alone, by the rules that the learner is told."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.curriculum import Curriculum, parse
from kata.judging.outcomes import Judgement, TestOutcome
from kata.scoring import Report, StepReport, score

CURRICULUM = """
[[stage]]
id = 1
folder = "stage1_counting"
title = { en = "Counting", zh = "计数" }
imports = []

[[stage.task]]
id = 1
title = { en = "Up", zh = "向上" }
modules = ["task1_up"]
available = true
step = [
    { id = "1.1", title = { en = "One", zh = "一" }, points = 4, stars = 1 },
    { id = "1.2", title = { en = "Two", zh = "二" }, points = 6, stars = 2 },
    { id = "1.3", title = { en = "Three", zh = "三" }, points = 2, stars = 3, needs = ["1.1"] },
]

[[stage.task]]
id = 2
title = { en = "Down", zh = "向下" }
modules = ["task2_down"]
needs = [1]
available = true
step = [{ id = "2.1", title = { en = "Zero", zh = "零" }, points = 3, stars = 1 }]

[[stage]]
id = 2
folder = "stage2_endless"
title = { en = "Endless", zh = "无穷" }
imports = []

[[stage.task]]
id = 3
title = { en = "Infinity", zh = "无穷大" }
modules = ["task3_infinity"]
available = false
step = [{ id = "3.1", title = { en = "Limits", zh = "极限" }, points = 90, stars = 3 }]
"""
PLAN = parse(CURRICULUM)
STEPS = [step.id for step in PLAN.steps if step.id != "3.1"]
VERDICTS = ["passed", "failed", "todo", "timeout", "crashed", "blocked"]


def judged(plan: Curriculum = PLAN, **verdicts: str) -> Report:
    """The report on steps whose tests went so: `judged(s1_2="passed failed")`. Others pass."""
    words = {name[1:].replace("_", "."): text.split() for name, text in verdicts.items()}
    outcomes = {
        step: tuple(
            TestOutcome(f"test.py::test_{step}_{n}", step, "It counts.", verdict, 0.004, "why")
            for n, verdict in enumerate(words.get(step, ["passed"]))
        )
        for step in STEPS
    }
    return score(plan, Judgement(outcomes, {2: {1: "own"}}, 1.23456), plan.steps, "exercises")


def step(report: Report, id: str) -> StepReport:
    return next(step for step in report.steps if step.id == id)


def test_all_passing_is_done():
    report = judged()
    assert [step.status for step in report.steps] == ["done"] * 4, "every step is done"
    assert (report.score, report.max_score, report.next) == (15, 15, None), "full marks"


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ("passed passed", "done"),
        ("passed failed", "failing"),
        ("timeout passed", "failing"),
        ("crashed todo", "failing"),
        ("todo todo", "todo"),
        ("passed todo", "todo"),
        ("todo blocked", "todo"),
        ("blocked blocked", "blocked"),
        ("passed blocked", "blocked"),
        ("failed blocked", "blocked"),
    ],
)
def test_status_of_a_step(verdicts, status):
    assert step(judged(s1_2=verdicts), "1.2").status == status, f"{verdicts} makes {status}"


def test_a_failing_step_is_blocked_while_a_need_is_not_done():
    report = judged(s1_1="failed", s1_3="failed passed")
    assert step(report, "1.1").status == "failing", "1.1 needs nothing"
    assert step(report, "1.3").status == "blocked", "1.3 needs 1.1"
    assert step(report, "1.3").score == 1, "being blocked costs no points"


def test_a_stub_is_to_do_also_while_a_need_is_not_done():
    assert step(judged(s1_1="todo", s1_3="todo"), "1.3").status == "todo", "its own stub"


def test_a_done_step_stays_done_while_a_need_is_not():
    assert step(judged(s1_1="failed"), "1.3").status == "done", "all its tests pass"


def test_a_need_that_was_not_judged_is_not_held_against_a_step():
    outcome = TestOutcome("t", "1.3", "It counts.", "failed", 0.1, "why")
    judgement = Judgement({"1.3": (outcome,)}, {}, 0.1)
    report = score(PLAN, judgement, [PLAN.step("1.3")], "exercises")
    assert [step.status for step in report.steps] == ["failing"], "1.1 may well be done"
    assert report.next == "1.3", "it is the only one"


def test_a_step_without_tests_is_never_done():
    report = score(PLAN, Judgement({}, {}, 0.0), [PLAN.step("1.1")], "exercises")
    assert (report.steps[0].status, report.score, report.next) == ("todo", 0, "1.1"), "no tests"


@given(st.dictionaries(st.sampled_from(STEPS), st.lists(st.sampled_from(VERDICTS), min_size=1)))
def test_score_is_points_times_the_part_that_passes(outcomes):
    report = judged(**{f"s{id.replace('.', '_')}": " ".join(v) for id, v in outcomes.items()})
    exact = 0.0
    for each in PLAN.steps[:4]:
        verdicts = outcomes.get(each.id, ["passed"])
        part = each.points * verdicts.count("passed") / len(verdicts)
        assert step(report, each.id).score == round(part, 2), "whatever the status"
        exact += part
    assert report.score == round(exact, 2), "the sum, rounded once"
    assert report.max_score == 15, "the maximum never changes"
    assert (report.next is None) == all(s.status == "done" for s in report.steps), "next or done"


def test_scores_are_rounded_on_their_own():
    report = judged(s1_1="passed failed failed", s1_2="passed failed failed", s1_3="failed")
    assert [step.score for step in report.tasks[0].steps] == [1.33, 2, 0], "thirds"
    assert report.tasks[0].score == 3.33, "10/3, not a sum of rounded numbers"


def test_next_is_the_first_step_that_could_be_done():
    assert judged(s1_1="todo", s1_2="todo").next == "1.1", "the first"
    assert judged(s1_2="failed", s2_1="todo").next == "1.2", "the first that is not done"
    assert judged(s1_3="blocked", s2_1="todo").next == "1.3", "its needs are done"
    assert judged(s2_1="failed").next == "2.1", "the only one"


def test_next_passes_over_a_step_whose_needs_are_not_done():
    plan = parse(CURRICULUM.replace("stars = 2 }", 'stars = 2, needs = ["1.1"] }'))
    assert judged(plan, s1_1="todo", s1_2="todo").next == "1.1", "1.2 needs 1.1"


def test_what_is_not_available_is_shown_and_not_scored():
    report = judged()
    task = report.tasks[2]
    assert (task.id, task.available, task.steps, task.max_score) == (3, False, (), 0), "task 3"
    assert report.stages[1].max_score == 0, "its stage has nothing else"
    assert report.max_score == 15, "the 90 points are left out"


def test_only_what_was_selected_is_reported():
    steps = PLAN.task(2).steps
    report = score(PLAN, Judgement({}, {}, 0.0), steps, "exercises")
    assert [stage.id for stage in report.stages] == [1], "stage 2 was not asked for"
    assert [task.id for task in report.tasks] == [2], "nor was task 1"
    assert report.max_score == 3, "the points of 2.1"


def test_schema_1():
    """The keys and types that everything downstream relies on."""
    report = asdict(judged(s1_2="failed passed"))
    assert_types(report, {
        "schema": int, "target": str, "score": float, "max_score": int, "seconds": float,
        "next": str, "stages": tuple,
    })  # fmt: skip
    assert report["schema"] == 1, "schema 1"
    for stage in report["stages"]:
        assert_types(stage, {
            "id": int, "title": str, "score": float, "max_score": int, "tasks": tuple,
        })  # fmt: skip
        for task in stage["tasks"]:
            assert_types(task, {
                "id": int, "title": str, "modules": tuple, "available": bool, "upstream": dict,
                "score": float, "max_score": int, "seconds": float, "steps": tuple,
            })  # fmt: skip
            for each in task["steps"]:
                assert_types(each, {
                    "id": str, "title": str, "status": str, "score": float, "max_score": int,
                    "looks_like": type(None), "tests": tuple,
                })  # fmt: skip
                for test in each["tests"]:
                    assert_types(test, {
                        "id": str, "sentence": str, "outcome": str, "seconds": float,
                        "message": str,
                    })  # fmt: skip
    assert report["stages"][0]["tasks"][1]["upstream"] == {"1": "own"}, "keys are texts"
    assert report["seconds"] == 1.23, "two decimals"


def assert_types(table, types):
    assert list(table) == list(types), f"keys {list(table)}"
    for key, value in table.items():
        assert type(value) is types[key], f"{key} is a {type(value).__name__}"
