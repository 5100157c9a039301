"""Gradescope's results.json: valid at every moment, with the points of the report."""

import json

import jsonschema
import pytest

from kata.judging.outcomes import TestOutcome
from kata.paths import ROOT, SOLUTIONS
from kata.reports import as_gradescope
from kata.reports.places import Places, find
from tests.kata.reported import KINDS, MESSAGE, PLAN, SENTENCE

PLACES = Places(lambda id: f"stage/task.py:{id.replace('.', '')}", {"1.2-0": "stage/task.py:7"})
VISIBILITY = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
SCHEMA = {
    "type": "object",
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number", "minimum": 0},
        "execution_time": {"type": "number", "minimum": 0},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "score", "max_score"],
                "properties": {
                    "number": {"type": "string"},
                    "name": {"type": "string", "minLength": 1},
                    "score": {"type": "number", "minimum": 0},
                    "max_score": {"type": "number", "minimum": 0},
                    "status": {"enum": ["passed", "failed"]},
                    "output": {"type": "string"},
                    "visibility": VISIBILITY,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def valid(text):
    """The document, checked."""
    document = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_follows_the_schema(kind):
    text = as_gradescope.dumps(KINDS[kind], PLACES)
    document = valid(text)
    assert text.isascii(), "fit for any stream"
    assert document["score"] == KINDS[kind].score, "the points of the report"
    assert sum(test["max_score"] for test in document["tests"]) == KINDS[kind].max_score


def test_a_test_is_a_step():
    tests = valid(as_gradescope.dumps(KINDS["one failing"], PLACES))["tests"]
    (failing,) = [test for test in tests if test["status"] == "failed"]
    assert (failing["number"], failing["score"], failing["max_score"]) == ("2.3", 1.33, 4)
    assert failing["name"] == "Stochastic gradient descent (SGD)"
    indented = MESSAGE.replace("\n", "\n  ")
    assert failing["output"] == (
        "failing: 1 of 3 tests pass\n\n"
        f"fails: {SENTENCE}\n  {indented}\n  stage/task.py:23"
    ), failing["output"]  # fmt: skip
    assert tests[0]["output"] == "done: 2 of 2 tests pass", "nothing more to say"


def test_what_learner_code_says_is_shown_as_text():
    document = valid(as_gradescope.dumps(KINDS["hostile"], PLACES))
    formats = {document[key] for key in document if key.endswith("_format")}
    assert formats == {"text"}, "Gradescope interprets none of it"
    output = document["tests"][1]["output"]
    assert "<script>" in output and "\\x1b[31m" in output and "\x1b" not in output, output


def test_the_file_holds_what_was_judged_so_far(tmp_path):
    file, clock = tmp_path / "results.json", iter(range(100))
    steps = PLAN.task(2).steps
    writer = as_gradescope.Writer(file, PLAN, steps, SOLUTIONS, now=lambda: next(clock))
    document = valid(file.read_text())
    assert document["score"] == 0 and len(document["tests"]) == len(steps), "from the start"
    assert document["output"] == f"The run ended early: 0 of {len(steps)} steps were judged."
    for number, step in enumerate(steps, 1):
        where = f"solutions/{step.file}:7" if number == 1 else None
        writer(step, (
            TestOutcome(f"{step.id} a", step.id, SENTENCE, "passed", 0.1),
            TestOutcome(f"{step.id} b", step.id, SENTENCE, "failed", 0.1, MESSAGE, where),
        ))  # fmt: skip
        document = valid(file.read_text())
        assert document["score"] == sum(step.points for step in steps[:number]) / 2
        assert document["execution_time"] == number + 1, "seconds since the start"
        judged_yet = [test["output"] != "not judged yet" for test in document["tests"]]
        assert judged_yet == [True] * number + [False] * (len(steps) - number)
    assert document["output"] == f"0 of {len(steps)} steps are done."
    outputs = [test["output"] for test in document["tests"]]
    assert outputs[0].endswith(f"\n  {steps[0].file}:7"), "a place is named from the submission"
    assert f"\n  {steps[1].file}:" in outputs[1], "or else the step's"
    assert not list(tmp_path.glob(".*")), "nothing is left beside it"


def test_places_are_seen_from_a_folder_that_they_lie_in():
    outcomes = [(TestOutcome("t", "1.1", "", "failed", 0, "", "exercises/a.py:3"),)]
    assert find(SOLUTIONS, outcomes).tests == {"t": "exercises/a.py:3"}, "the project's root"
    elsewhere = find(SOLUTIONS, outcomes, base=SOLUTIONS)
    assert elsewhere.tests == {"t": str(ROOT / "exercises" / "a.py:3")}, "in full"
    assert elsewhere.step("1.1").startswith("stage1_foundations/task1_tensor.py:"), "from there"
