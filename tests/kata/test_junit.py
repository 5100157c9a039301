"""JUnit XML: what continuous integration reads, well formed whatever learner code says."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from kata.reports import as_junit
from kata.reports.places import Places, split
from tests.kata.reported import HOSTILE, KINDS, MESSAGE, PLAN, SENTENCE, judged

SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("junit.xsd"))
PLACES = Places(lambda id: f"exercises/task.py:{id.replace('.', '')}", {"1.2-0": "exercises/a.py"})


def dumped(report):
    """The document, read again by a parser that knows nothing of how it was written."""
    return ElementTree.fromstring(as_junit.dumps(report, PLAN, PLACES))


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_follows_the_schema(kind):
    text = as_junit.dumps(KINDS[kind], PLAN, PLACES)
    assert text.isascii() and text.startswith("<?xml"), "fit for any stream"
    SCHEMA.validate(ElementTree.fromstring(text))


def test_a_suite_is_a_step_and_a_case_is_a_test():
    suites = dumped(KINDS["mixed"]).findall("testsuite")
    assert [suite.get("name") for suite in suites] == [
        f"{step.id} {step.title}" for step in KINDS["mixed"].steps
    ]
    case = suites[0][0]
    assert case.get("classname") == "tests.stage1_foundations.task1_tensor.test_step_1_1"
    assert (case.get("file"), case.get("line"), len(case)) == ("exercises/task.py", "11", 0)


@pytest.mark.parametrize(
    ("outcome", "element"),
    [
        ("failed", "failure"),
        ("crashed", "error"),
        ("timeout", "error"),
        ("todo", "skipped"),
        ("blocked", "skipped"),
    ],
)
def test_how_a_test_went(outcome, element):
    root = dumped(judged({"1.1": f"passed {outcome}"}, steps=[PLAN.step("1.1")], message=MESSAGE))
    passed, other = root.findall("testsuite/testcase")
    assert len(passed) == 0, "nothing is said of a test that passed"
    (result,) = other
    assert (result.tag, result.get("type"), result.get("message")) == (element, outcome, SENTENCE)
    assert result.text == f"{MESSAGE}\nexercises/task.py:11", "the message and its place"


def test_the_counts_add_up():
    root = dumped(KINDS["mixed"])
    for each in [root, *root.findall("testsuite")]:
        for count, tag in [("tests", "testcase"), *as_junit.COUNTS.items()]:
            assert each.get(count) == str(len(each.findall(f".//{tag}"))), count


def test_what_passed_and_has_something_to_say():
    report = judged({"1.1": "passed"}, [PLAN.step("1.1")], note="judged on the reference's tasks")
    assert dumped(report).findtext(".//testcase/system-out") == "judged on the reference's tasks"


def test_hostile_text_stays_text():
    (step,) = [PLAN.step("1.1")]
    text = as_junit.dumps(judged({"1.1": "failed"}, [step], message=HOSTILE), PLAN, PLACES)
    result = ElementTree.fromstring(text).find(".//failure")
    assert len(result) == 0 and "<script>" in result.text, "escaped, not interpreted"
    assert "\\x00\\x1b[31m\\x08\\x7f" in result.text, "spelt out: XML has no place for these"
    assert "\\ufffe" in result.text and "\\ud800 中文" in result.text, "and for these"


def test_a_hostile_place_stays_text():
    for name in "folder/a\x1bb", "folder/\udce9":
        places = Places(lambda id, name=name: f"{name}:1", {})
        ElementTree.fromstring(as_junit.dumps(KINDS["mixed"], PLAN, places))


def test_a_place_may_have_no_line():
    assert split("exercises/a.py:12") == ("exercises/a.py", 12)
    assert split("exercises/a.py") == ("exercises/a.py", None)
    assert split("C:\\a.py:3") == ("C:\\a.py", 3)
    assert split("C:\\a.py") == ("C:\\a.py", None)
    (case,) = [
        c for c in dumped(KINDS["mixed"]).iter("testcase") if c.get("file", "").endswith("/a.py")
    ]
    assert case.get("line") is None, "none is made up"
