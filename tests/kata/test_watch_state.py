"""What a session of watching does about saves, keys and verdicts: pure, without any process."""

from dataclasses import replace

import pytest

from kata.watch.state import (
    Compare,
    Compared,
    Failed,
    Judged,
    Key,
    Quit,
    Renew,
    Saved,
    TakeHint,
    Work,
    start,
    update,
)
from tests.kata.reported import PLAN
from tests.kata.watched import STEPS, finished, status, told, verdict, watching


def press(state, *keys):
    effects = []
    for key in keys:
        state, more = update(state, Key(key))
        effects += more
    return state, effects


def with_hints(state):
    """The watched step has three hints, whatever the curriculum says."""
    text = state.step.title
    return replace(state, step=replace(state.step, hints=(text, text, text)))


def test_a_named_step_is_judged_at_once_and_then_what_stands_around_it():
    state, effects = start(PLAN, {}, step=PLAN.step("1.3"))
    assert effects == [Work(1, "step", ("1.3",))]
    state, _ = update(state, Judged(1, verdict("1.3", "passed failed")))
    assert not state.stale and status(state).status == "failing", "the verdict is there first"
    _, effects = update(state, finished(state.work, [("1.3", "passed failed")]))
    (work,) = effects
    task = tuple(step.id for step in PLAN.task(1).steps)
    assert (work.kind, work.steps) == ("task", task), "for the progress of the task"


def test_without_a_step_the_first_that_is_not_done_is_watched():
    state, effects = start(PLAN, {"1.2": 2})
    assert effects == [Work(1, "search", tuple(STEPS))]
    state, _ = update(state, Judged(1, verdict("1.2", "failed")))
    assert state.step is None, "1.1 may not be done"
    state, _ = update(state, Judged(1, verdict("1.1", "passed")))
    assert state.step.id == "1.2" and not state.stale, "as soon as it is known"
    assert state.hint == 2, "the last hint that was taken is there"


def test_of_a_task_the_first_step_that_is_not_done_or_the_last():
    state, effects = start(PLAN, {}, among=PLAN.task(2).steps)
    ids = [step.id for step in PLAN.task(2).steps]
    assert effects[0].steps == tuple(ids)
    some = told(state, [(id, "passed" if id in ids[:1] else "todo") for id in ids])
    assert some.step.id == ids[1]
    everything = told(state, [(id, "passed") for id in ids])
    assert everything.step.id == ids[-1]
    assert everything.work.kind == "search", "what is next is looked for elsewhere"


def test_a_save_cancels_and_starts_anew_and_keeps_the_old_verdict():
    state = watching("1.2", "failed failed")
    state, effects = update(state, Saved())
    assert [effect.kind for effect in effects] == ["step"], "which takes the other's place"
    first = state.work.number
    assert state.stale and status(state).status == "failing", "the old one, marked as old"
    state, effects = update(state, Saved())
    assert [effect.kind for effect in effects] == ["step"]
    state, _ = update(state, Judged(first, verdict("1.2", "passed")))
    assert state.stale and status(state).status == "failing", "a verdict of the cancelled run"
    state, _ = update(state, Judged(state.work.number, verdict("1.2", "failed passed")))
    assert not state.stale and len(status(state).tests) == 2


def test_judges_load_the_tests_again_where_these_were_saved():
    _, effects = update(watching("1.2", "failed"), Saved(tests=True))
    assert [type(effect) for effect in effects] == [Renew, Work]


def test_a_save_leads_back_to_the_verdict_from_every_page():
    for page in ("list", "more", "diff", "report"):
        state, _ = update(replace(watching("1.2", "failed"), page=page), Saved())
        assert state.page == "step", page


def test_a_done_step_stays_until_n():
    state = watching("1.2", "todo")
    state, _ = update(state, Saved())
    state = told(state, [("1.2", "passed")])
    assert (state.step.id, state.done, state.next.id) == ("1.2", True, "1.3")
    assert state.work.kind == "search", "an earlier step may have been broken meanwhile"
    assert not state.settled
    went, effects = press(state, "n")
    assert went.step.id == "1.3" and went.stale and not effects, "it is judged after the search"
    state = told(state, [("1.1", "failed"), ("1.2", "passed"), ("1.3", "todo")])
    assert (state.step.id, state.next.id, state.settled) == ("1.2", "1.1", True)
    state, effects = press(state, "n")
    assert state.step.id == "1.1" and effects == [Work(state.count, "step", ("1.1",))]


def test_n_stays_at_a_step_that_is_not_done_and_says_so():
    state, effects = press(watching("1.2", "failed"), "n")
    assert state.step.id == "1.2" and "1.2 is not done" in state.note and not effects
    assert press(state, "x")[0].note == "", "the next key takes the note away"


def test_when_all_is_done_n_goes_nowhere():
    state, _ = start(PLAN, {})
    state = told(state, [(id, "passed") for id in STEPS])
    assert state.next is None and state.done
    assert press(state, "n")[0].step == state.step


def test_what_comes_next_is_looked_for_from_the_watched_task_on():
    state = watching("2.1", "passed")
    assert state.next.task == 2 and not state.is_done(PLAN.step("1.1")), "tasks before were left"
    state = told(update(state, Saved())[0], [("2.1", "passed")])
    assert state.work.kind == "search" and state.work.steps[0] == "2.1"
    state = told(state, [(step.id, "passed") for step in PLAN.task(2).steps])
    assert state.next.task == 3


def test_hints_one_by_one_and_then_each_again():
    state = with_hints(watching("1.2", "failed"))
    state, effects = press(state, "h", "h", "h")
    assert effects == [TakeHint("1.2", 1), TakeHint("1.2", 2), TakeHint("1.2", 3)]
    assert state.hint == 3
    state, effects = press(state, "h")
    assert (state.hint, effects) == (1, []), "nothing new is taken"


def test_a_step_without_hints_says_so():
    state = watching("1.2", "failed")
    state = replace(state, step=replace(state.step, hints=()))
    state, effects = press(state, "h")
    assert "no hints" in state.note and not effects


def test_the_reference_is_shown_once_the_step_is_done():
    state, effects = press(watching("1.2", "failed"), "d")
    assert "not done yet" in state.note and not effects
    state, effects = press(watching("1.2", "passed"), "d")
    assert effects == [Compare(state.step)]
    assert update(state, Compared(["a", "b"]))[0].page == "diff"
    assert update(state, Compared(problem="no Python"))[0].note == "no Python"


def test_the_list_has_what_is_missing_judged():
    state, effects = press(watching("1.2", "failed"), "l")
    assert state.page == "list"
    assert [(work.kind, work.steps) for work in effects] == [("stage", tuple(STEPS))]
    state, effects = press(told(state, [(id, "todo") for id in STEPS]), "x", "l")
    assert not effects, "all of it is known"


@pytest.mark.parametrize("key", ["x", "h", "n", "l", "d", "r", "\x1b"])
def test_any_key_goes_back_from_a_page_and_does_nothing_else(key):
    state = with_hints(replace(watching("1.2", "passed"), page="more", work=None, searched=True))
    state, effects = press(state, key)
    assert (state.page, effects) == ("step", [])


def test_a_page_scrolls_but_not_above_its_beginning():
    state, _ = press(watching("1.2", "failed"), "m", "down", "page-down", "space", "up")
    assert (state.page, state.top) == ("more", 20)
    assert press(state, "page-up", "page-up", "page-up")[0].top == 0


def test_everything_is_judged_until_a_save_or_a_key_stops_it():
    state, effects = press(watching("1.2", "failed"), "r")
    assert [(work.kind, work.steps) for work in effects] == [("all", tuple(STEPS))]
    for event in (Key("x"), Saved()):
        stopped, effects = update(state, event)
        assert stopped.page == "step", event
        assert not any(isinstance(effect, Work) and effect.kind == "all" for effect in effects)
        assert effects, "it is stopped, or other work takes its place"
    state = told(state, [(id, "todo") for id in STEPS])
    assert (state.page, len(state.report.report.steps)) == ("report", len(STEPS))
    assert press(state, "x")[0].page == "step"
    assert press(state, "x", "r")[0].report is None, "the next time all is judged again"


def test_work_that_fails_is_told_and_not_tried_again_by_itself():
    state, _ = update(watching("1.2", "failed"), Saved())
    state, effects = update(state, Failed(state.work.number, "no memory"))
    assert (state.problem, effects) == ("no memory", [])
    for event in (Saved(), Key("x")):
        again, effects = update(state, event)
        assert again.problem == "" and effects[-1].kind == "step", event


def test_q_quits_from_everywhere():
    for page in ("step", "list", "more", "diff", "report"):
        assert Quit() in press(replace(watching("1.2", "failed"), page=page), "q")[1], page
    state, _ = start(PLAN, {})
    assert Quit() in press(state, "q")[1], "while the step is looked for"
    assert press(state, "h", "n", "d", "l", "r", "m")[0].page == "step", "other keys have to wait"
