"""What a session of watching looks like, at any size and in both languages: pure."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.text import Text

from kata.encoding import ASCII, UNICODE
from kata.language import use
from kata.watch.state import Failed, Key, Saved, start, update
from kata.watch.view import coming, frame, line_of
from tests.kata.reported import HOSTILE, PLAN, SENTENCE
from tests.kata.watched import STEPS, told, verdict, watching

SIZES = [(80, 24), (60, 20), (100, 50), (20, 8), (10, 3), (1, 1)]


def seen(state, width=80, height=24, marks=UNICODE):
    return "\n".join(line.plain for line in frame(state, width, height, marks).lines)


def states():
    """One of each kind."""
    failing = watching("1.2", "passed failed failed")
    hints = tuple(replace(failing.step.title, en="Sum. " * 40) for _ in range(3))
    hinted = replace(failing, step=replace(failing.step, hints=hints), hint=2, hints={"1.2": 2})
    judging, _ = update(failing, Saved())
    everything, _ = update(failing, Key("r"))
    return {
        "looking": start(PLAN, {})[0],
        "first": start(PLAN, {}, step=PLAN.step("1.2"))[0],
        "to do": watching("1.2", "todo todo"),
        "blocked": watching("1.2", "blocked"),
        "failing": failing,
        "hinted": hinted,
        "judging": judging,
        "hostile": watching("1.2", "failed timeout crashed", message=HOSTILE),
        "done": watching("1.2", "passed passed"),
        "all done": told(start(PLAN, {})[0], [(id, "passed") for id in STEPS]),
        "note": update(failing, Key("d"))[0],
        "problem": update(judging, Failed(judging.work.number, "no memory"))[0],
        "list": replace(failing, page="list"),
        "more": replace(failing, page="more"),
        "diff": replace(failing, page="diff", diff=[Text(f"+ {n} " * n) for n in range(50)]),
        "everything": everything,
        "report": told(everything, [(id, "failed passed") for id in STEPS]),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", states())
def test_it_fits_every_screen(kind, lang):
    use(lang)
    for width, height in SIZES:
        lines = frame(states()[kind], width, height, UNICODE).lines
        assert len(lines) <= height
        assert width < 20 or max(cell_len(line.plain) for line in lines) <= width
        assert all(char.isprintable() for line in lines for char in line.plain), "it steers nothing"


@pytest.mark.parametrize("kind", states())
def test_the_keys_stand_on_the_last_line(kind):
    assert "q quit" in seen(states()[kind]).strip().split("\n")[-1]


def test_what_is_watched_its_verdict_and_the_failure():
    text = seen(watching("1.2", "passed failed failed"))
    for part in ("1.2 ", "★★", "exercises/1.2.py:7", "failing, 1 of 3 tests pass", SENTENCE,
                 "is something added twice?", "One more test does not pass", "1 of 11 steps",
                 "12:00:00"):  # fmt: skip
        assert part in text, part


def test_the_old_verdict_is_marked_as_old():
    state, _ = update(watching("1.2", "passed failed"), Saved())
    text = seen(state)
    assert "judging …  before: failing, 1 of 2 tests pass" in text and SENTENCE in text, text
    assert "judging" not in seen(watching("1.2", "failed"))


def test_a_long_failure_is_cut_only_where_it_has_to_be_and_m_shows_all():
    state = watching("1.2", "failed", message="\n".join(f"line {n}" for n in range(13)))
    assert "line 12" in seen(state) and "m shows all" not in seen(state)
    low = seen(state, 60, 20)
    assert "line 12" not in low and "more lines: m shows all" in low and "m more" in low
    pages = [seen(replace(state, page="more", top=top), 60, 20) for top in (0, 99)]
    assert "line 0" in pages[0] and "line 12" in pages[1], pages


def test_a_hint_has_its_room_beside_a_long_failure():
    state = states()["hinted"]
    long = watching("1.2", "failed", message="\n".join(f"line {n}" for n in range(30)))
    text = seen(replace(state, known=long.known), 60, 20)
    assert "Hint 2 of 3" in text and "Sum." in text and SENTENCE[:30] in text, text
    assert "h hint 3/3" in text, text
    assert "Hint" not in seen(replace(state, known=states()["done"].known)), "no more once done"


def test_what_all_tests_say_is_said_once():
    state = watching("1.2", "failed failed")
    step = state.verdict.step
    messages = ["x.py: invalid syntax", "x.py: invalid syntax\nwith x = [1]"]
    tests = tuple(
        replace(test, message=text) for test, text in zip(step.tests, messages, strict=True)
    )
    alike = replace(state.verdict, step=replace(step, tests=tests))
    text = seen(replace(state, known={**state.known, "1.2": alike}))
    assert "all for the same reason" in text and text.count("invalid syntax") == 1, text
    assert SENTENCE not in text and "more test" not in text, text


def test_a_step_to_do_says_what_its_tests_will_say():
    text = seen(watching("1.2", "todo todo"))
    assert text.count(SENTENCE) == 2 and "README.md" in text, text


def test_a_done_step_names_the_next_and_how_to_go_there():
    text = seen(watching("1.2", "passed"))
    assert "Step 1.2 is done: 4 of 4 points." in text and "Next: 1.3 " in text, text
    assert "n goes there" in text, text
    assert "All steps are done" in seen(states()["all done"])


def test_the_list_begins_where_the_watched_step_is_seen():
    for step in ("1.1", STEPS[-1]):
        state = replace(watching(step, "failed"), page="list")
        drawn = frame(state, 60, 20, UNICODE)
        rows = [line.plain for line in drawn.lines if line.plain.startswith("> ")]
        assert len(rows) == 1 and step in rows[0] and "failing" in rows[0], rows
        again = frame(replace(state, top=drawn.top), 60, 20, UNICODE)
        assert [line.plain for line in again.lines] == [line.plain for line in drawn.lines]


def test_a_page_ends_at_its_end():
    state = replace(states()["diff"], top=10_000)
    drawn = frame(state, 80, 24, UNICODE)
    assert "49" in drawn.lines[-3].plain or "49" in drawn.lines[-2].plain, drawn.lines
    assert drawn.top < 10_000, "so that one key up is enough to see it move"


def test_keys_and_labels_in_chinese():
    use("zh")
    text = seen(watching("1.2", "failed"))
    assert "h 提示 · n 下一步 · l 列表" in text and "q 退出" in text, text


def test_ascii_where_the_terminal_has_no_more():
    text = seen(watching("1.2", "passed"), marks=ASCII)
    assert "+ done" in text and "✓" not in text and "━" not in text, text


def test_a_verdict_on_one_line():
    line = line_of(verdict("1.2", "passed failed"))
    assert line.startswith("12:00:00 1.2 ") and "failing, 1 of 2 tests pass" in line, line
    assert SENTENCE in line and line.endswith("(exercises/1.2.py:7)") and "\n" not in line, line
    assert "\n" not in line_of(verdict("1.2", "failed", message=HOSTILE))
    assert coming(watching("1.2", "passed")).startswith("Next: 1.3 ")
