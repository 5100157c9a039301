"""What the learner reads: the right things, in the room there is, on any terminal or none."""

import io
import json
from dataclasses import asdict

import jsonschema
import pytest
from rich.cells import cell_len
from rich.console import Console

from kata import scoring
from kata.encoding import survive_encoding
from kata.judging.lines import StepLines
from kata.judging.outcomes import TestOutcome
from kata.misconceptions.diagnosis import Diagnosis
from kata.paths import ROOT
from kata.reports import as_gradescope, as_html, as_json, as_markdown
from kata.reports.places import Places
from kata.reports.screen import open_screen, visible, wrap
from kata.reports.terminal import print_list, print_report
from tests.kata.reported import DONE, FRESH, KINDS, MESSAGE, ONE_FAILING, PLAN, SENTENCE, judged


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shown(monkeypatch):
    """`shown(verdicts)` is the report as printed; a `width` makes it that of a terminal."""

    def shown(
        verdicts,
        width=0,
        encoding="utf-8",
        color="never",
        show=print_report,
        message=MESSAGE,
        **how,
    ):
        monkeypatch.setenv("COLUMNS", str(width or 200))
        stream = (Terminal if width else io.TextIOWrapper)(io.BytesIO(), encoding=encoding)
        survive_encoding(stream)
        places = Places(lambda id: f"exercises/task.py:{id.replace('.', '')}", how.pop("where", {}))
        report = judged(verdicts, message=message, **how)
        show(open_screen(stream, color), report, PLAN, places)
        stream.flush()
        return stream.buffer.getvalue().decode(encoding)

    return shown


def test_a_fresh_clone_is_told_where_to_start(shown):
    assert shown(FRESH, 80) == (
        """\
Stage 1  Foundations and feel  ─────────────────────────────────────────  0 / 86
  ○ Task 1  A tiny autodiff library (micrograd)                    to do  0 / 45
  ○ Task 2  Linear regression with micrograd                       to do  0 / 16
  ○ Task 3  A multi-layer perceptron (MLP) from scratch            to do  0 / 25
Stage 2  The heart of the Transformer              not available yet, not scored
Stage 3  Integration and the framework             not available yet, not scored

Next: 1.1 Addition and multiplication: forward and vjp  ★ 4 points
  exercises/task.py:11
  Guide: exercises/stage1_foundations/README.md    Check: make test STEP=1.1
"""
    )


def test_one_failing_step_at_80_columns(shown):
    assert shown(ONE_FAILING, 80) == (
        """\
Stage 1  Foundations and feel  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━──  83.33 / 86
  ✓ Task 1  A tiny autodiff library (micrograd)                 done     45 / 45
  ▸ Task 2  Linear regression with micrograd            3 of 4 steps  13.33 / 16
    ✗ 2.3  Stochastic gradient descent (SGD)             1 of 3 pass   1.33 /  4
  ✓ Task 3  A multi-layer perceptron (MLP) from scratch         done     25 / 25
Stage 2  The heart of the Transformer              not available yet, not scored
Stage 3  Integration and the framework             not available yet, not scored

✗ 2.3 fails: A node that is used twice gets the sum of both gradients.
  gradient of `a` in (a * b).sum(): values differ in 12 of 12 places, first at
    [0, 0]
    yours     [ 2.0 …   expected [ 1.0 …
    yours is exactly 2 × expected: is something added twice?
  One more test of 2.3 does not pass.
  Hint: python grader.py hint 2.3

Next: 2.3 Stochastic gradient descent (SGD)  ★★ 4 points
  exercises/task.py:23
  Guide: exercises/stage1_foundations/README.md    Check: make test STEP=2.3
"""
    )


def test_one_failing_step_at_60_columns(shown):
    assert shown(ONE_FAILING, 60) == (
        """\
Stage 1  Foundations and feel  ━━━━━━━━━━━━━━━━─  83.33 / 86
  ✓ Task 1  A tiny autodiff library (micr…  done     45 / 45
  ▸ Task 2  Linear regression wit…  3 of 4 steps  13.33 / 16
    ✗ 2.3  Stochastic gradient des…  1 of 3 pass   1.33 /  4
  ✓ Task 3  A multi-layer perceptron (MLP…  done     25 / 25
Stage 2  The heart of the Transformer         not scored yet
Stage 3  Integration and the framework        not scored yet

✗ 2.3 fails: A node that is used twice gets the sum of
  both gradients.
  gradient of `a` in (a * b).sum(): values differ in 12 of
    12 places, first at [0, 0]
    yours     [ 2.0 …   expected [ 1.0 …
    yours is exactly 2 × expected: is something added twice?
  One more test of 2.3 does not pass.
  Hint: python grader.py hint 2.3

Next: 2.3 Stochastic gradient descent (SGD)  ★★ 4 points
  exercises/task.py:23
  Guide: exercises/stage1_foundations/README.md
  Check: make test STEP=2.3
"""
    )


def test_several_failing_steps(shown):
    verdicts = FRESH | {
        "1.1": "passed passed",
        "1.2": "failed passed",
        "1.4": "failed failed",
        "1.6": "blocked failed",
        "2.1": "passed todo",
    }
    upstream = {2: {1: "reference"}, 3: {1: "reference", 2: "reference"}}
    assert shown(verdicts, 80, upstream=upstream) == (
        """\
Stage 1  Foundations and feel  ━━━────────────────────────────────────  7.5 / 86
  ▸ Task 1  A tiny autodiff library (micrograd)          1 of 11 steps    6 / 45
    ✗ 1.2  Undoing broadcasting             failing, 1 of 2 tests pass    2 /  4
    · blocked by earlier steps: 1.4, 1.6
  ▸ Task 2  Linear regression with micrograd              0 of 4 steps  1.5 / 16
    ○ 2.1  Mean squared error                 to do, 1 of 2 tests pass  1.5 /  3
  ○ Task 3  A multi-layer perceptron (MLP) from scratch          to do    0 / 25
Stage 2  The heart of the Transformer              not available yet, not scored
Stage 3  Integration and the framework             not available yet, not scored
Task 2 used the reference for task 1: yours is not complete yet.

✗ 1.2 fails: A node that is used twice gets the sum of both gradients.
  gradient of `a` in (a * b).sum(): values differ in 12 of 12 places, first at
    [0, 0]
    yours     [ 2.0 …   expected [ 1.0 …
    yours is exactly 2 × expected: is something added twice?
  Hint: python grader.py hint 1.2

Next: 1.2 Undoing broadcasting  ★★ 4 points
  exercises/task.py:12
  Guide: exercises/stage1_foundations/README.md    Check: make test STEP=1.2
"""
    )


def test_everything_done(shown):
    text = shown(DONE, 80)
    assert text.endswith("✓ All 21 steps are done: 86 of 86 points.\n"), text
    assert "Next" not in text and "✗" not in text, text


def test_piped_output_is_plain(shown):
    assert shown(ONE_FAILING) == (
        """\
Stage 1  Foundations and feel                         20 of 21 steps  83.33 / 86
  + Task 1  A tiny autodiff library (micrograd)                 done     45 / 45
  > Task 2  Linear regression with micrograd            3 of 4 steps  13.33 / 16
    x 2.3  Stochastic gradient descent (SGD)             1 of 3 pass   1.33 /  4
  + Task 3  A multi-layer perceptron (MLP) from scratch         done     25 / 25
Stage 2  The heart of the Transformer              not available yet, not scored
Stage 3  Integration and the framework             not available yet, not scored

x 2.3 fails: A node that is used twice gets the sum of both gradients.
  gradient of `a` in (a * b).sum(): values differ in 12 of 12 places, first at [0, 0]
    yours     [ 2.0 …   expected [ 1.0 …
    yours is exactly 2 × expected: is something added twice?
  One more test of 2.3 does not pass.
  Hint: python grader.py hint 2.3

Next: 2.3 Stochastic gradient descent (SGD)  ** 4 points
  exercises/task.py:23
  Guide: exercises/stage1_foundations/README.md    Check: make test STEP=2.3
"""
    )


def test_the_list_names_every_step_with_its_place(shown):
    text = shown(ONE_FAILING, show=print_list)
    lines = {line.split()[1]: line for line in text.splitlines() if "exercises/" in line}
    assert list(lines) == list(DONE), "every step, in order"
    assert lines["2.3"] == (
        "    x 2.3  **   Stochastic gradient descent (SGD)        1 of 3 pass   1.33 /  4"
        "  exercises/task.py:23"
    )


@pytest.mark.parametrize("show", [print_report, print_list])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_row_is_wider_than_the_terminal(shown, show, width):
    text = shown(ONE_FAILING | {"3.2": "failed"}, width, show=show, message="long " * 100)
    for line in text.splitlines():
        fits = cell_len(line) <= min(width, 100) or ".py:" in line or "README" in line
        assert fits, f"{line!r} is {cell_len(line)} columns wide"


def test_one_failing_step_is_seen_without_scrolling(shown):
    text = shown(ONE_FAILING, 80)
    assert len(text.splitlines()) < 24, "the report and the prompt fit on 24 lines"


def test_part_of_a_task_is_not_shown_as_the_whole(shown):
    text = shown({"1.1": "passed"}, 80, steps=[PLAN.step("1.1")])
    assert "Stage" not in text and "Task" not in text, text
    assert text.endswith("Step 1.1 is done: 4 of 4 points.\n  What comes next: make grade\n"), text


def test_a_blocked_step_says_what_it_waits_for(shown):
    text = shown(
        {"1.4": "blocked"}, 80, steps=[PLAN.step("1.4")], message="needs step 1.1: Tensor.__add__"
    )
    assert "1.4 is blocked: needs step 1.1: Tensor.__add__" in text, text


def test_the_line_of_a_failure_is_shown(shown):
    text = shown(ONE_FAILING, 80, where={"2.3-1": "exercises/task.py:77"})
    assert "exercises/task.py:77\n" in text, text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("failed", "1.1 fails"), ("timeout", "1.1 takes too long"), ("crashed", "1.1 crashes")],
)
def test_a_failure_says_what_happened(shown, outcome, words):
    assert f"x {words}: {SENTENCE}\n" in shown(DONE | {"1.1": outcome}), words


def test_another_tree_gets_its_own_commands(shown):
    text = shown(FRESH, target="my work")
    assert "Check: python grader.py --target 'my work' --step 1.1" in text, text


def test_upstream_is_named_only_where_there_is_something_to_judge(shown):
    upstream = {2: {1: "reference"}}
    assert "reference" not in shown(FRESH, upstream=upstream), "task 2 is all stubs"
    assert (
        "Task 2 used the reference for task 1: yours is not complete yet."
        in shown(FRESH | {"2.1": "passed"}, upstream=upstream)
    )  # fmt: skip
    assert "reference" not in shown(DONE, upstream={2: {1: "own"}}), "the learner's own"


def test_what_make_test_prints_does_not_steer_the_terminal():
    console = Console(file=io.StringIO(), width=80)
    lines = StepLines(console)
    message = "\x1b[2Jgone"
    lines.add(TestOutcome("t.py::t", "1.1", "It holds.", "failed", 0.1, message, "a\x1bb.py:1"))
    lines.finish()
    assert "gone" in console.file.getvalue() and "\x1b" not in console.file.getvalue()


def test_messages_keep_their_lines_and_wrap_below_their_start(shown):
    message = "first\n\n    " + "word " * 30 + "\nlast"
    lines = shown(ONE_FAILING, 60, message=message).splitlines()
    start = lines.index("  first")
    assert lines[start + 1] == "", "an empty line stays"
    assert lines[start + 2].startswith("      word word"), "its own indent"
    assert lines[start + 3].startswith("        word word"), "what wraps hangs by two"
    assert "  last" in lines, "the next line starts afresh"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one two three", ["one two", "three"]),
        ("one  two", ["one  two"]),
        ("anunbreakableword here", ["anunbreaka", "bleword", "here"]),
        ("梯度的形状与输入相同。", ["梯度的形状", "与输入相", "同。"]),
        ("看 `x` 的梯度（对吗）", ["看 `x` 的", "梯度（对", "吗）"]),
        ("", [""]),
    ],
)
def test_rows_are_broken_where_a_reader_expects_it(text, rows):
    assert wrap(text, 10) == rows


def test_nothing_printed_steers_the_terminal(shown):
    text = shown(ONE_FAILING, 80, message="\x1b[2J\x07\ttab 中文\u3000宽 \ud800")
    assert "\\x1b[2J\\x07" in text and "中文\u3000宽 \\ud800" in text, text
    assert "\x1b" not in text and "\t" not in text, text
    assert visible("a\tb\r\nc") == "a   b\nc", "tabs and line ends"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize("width", [0, 80])
def test_any_encoding_will_do(shown, encoding, width):
    text = shown(ONE_FAILING, width, encoding=encoding)
    assert "x 2.3 fails" in text and "Check: make test STEP=2.3" in text, text
    assert not set("✓✗▸━★") & set(text), "ASCII marks"
    if encoding == "ascii":
        assert "[ 2.0 ...   expected [ 1.0 ..." in text and "2 x expected" in text, text


@pytest.mark.parametrize(
    ("width", "color", "variables", "colored"),
    [
        (80, "auto", {}, True),
        (80, "auto", {"NO_COLOR": "1"}, False),
        (80, "auto", {"TERM": "dumb"}, False),
        (80, "always", {"NO_COLOR": "1"}, True),
        (80, "never", {"FORCE_COLOR": "1"}, False),
        (0, "auto", {}, False),
        (0, "auto", {"FORCE_COLOR": "1"}, True),
        (0, "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (0, "always", {}, True),
    ],
)
def test_colour(shown, monkeypatch, width, color, variables, colored):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in shown(ONE_FAILING, width, color=color)) is colored


def test_json_is_the_report():
    report = judged(ONE_FAILING, message="“quoted” \ud800", upstream={2: {1: "own"}})
    text = as_json.dumps(report)
    assert text.isascii() and text.endswith("}\n"), "fit for any stream"
    assert json.loads(text) == json.loads(json.dumps(asdict(report))), "key for key"


SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))


def test_the_schema_is_one_and_describes_every_key():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    tables = {"the report": SCHEMA, **SCHEMA["$defs"]}
    for name, table in tables.items():
        for key, entry in table.get("properties", {}).items():
            described = SCHEMA["$defs"].get(entry.get("$ref", "").rpartition("/")[2], entry)
            assert {**described, **entry}.get("description"), f"{name}: {key}"
        assert set(table.get("required", ())) == set(table.get("properties", ())), name


@pytest.mark.parametrize("kind", KINDS)
def test_json_follows_its_schema(kind):
    report = json.loads(as_json.dumps(KINDS[kind]))
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert_described(report, SCHEMA)


def assert_described(value, schema):
    """Every key of the document has its place in the schema: none is written that it keeps from."""
    if isinstance(value, list):
        for item in value:
            assert_described(item, schema["items"])
        return
    schema = SCHEMA["$defs"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    for key, item in value.items() if isinstance(value, dict) and "properties" in schema else ():
        assert key in schema["properties"], key
        assert_described(item, schema["properties"][key])


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (["schema"], 2),
        (["next"], "one"),
        (["score"], -1),
        (["stages", 0, "tasks", 0, "steps", 0, "status"], "to do"),
        (["stages", 0, "tasks", 0, "steps", 0, "tests", 0, "outcome"], "error"),
        (["stages", 0, "tasks", 0, "upstream"], {"1": "mine"}),
        (["stages", 0, "tasks", 0, "available"], False),
    ],
)
def test_the_schema_refuses_what_is_wrong(where, value):
    report = json.loads(as_json.dumps(KINDS["mixed"]))
    table = report
    for key in where[:-1]:
        table = table[key]
    table[where[-1]] = value
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(report), where


def test_a_common_mistake_is_named_and_explained_wherever_failures_are_told(shown, monkeypatch):
    told = Diagnosis("2.3/too_far", "Steps are too long", "They go <too> far. Go less far.", "2.1")
    monkeypatch.setattr(scoring, "diagnose", lambda step, outcomes, language: told)
    text = shown(ONE_FAILING, 80)
    assert "This looks like a common mistake: Steps are too long" in text
    assert "They go <too> far" in text and "python grader.py show 2.1" in text
    assert "common mistake" not in shown(DONE, 80)
    report = judged(ONE_FAILING, message=MESSAGE)
    places = Places(lambda id: "exercises/task.py:1", {})
    page = as_html.dumps(report, PLAN, places)
    for text in page, as_markdown.dumps(report, places), as_gradescope.dumps(report, places):
        assert "Steps are too long" in text and "Go less far" in text
    assert "<too>" not in page
    jsonschema.validate(json.loads(as_json.dumps(report)), SCHEMA)
