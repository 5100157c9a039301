"""The result as JUnit XML, the format that continuous integration reads: a suite for each step.

There is no standard; these are the elements and attributes that GitLab, Jenkins and the actions of
GitHub have in common. tests/kata/junit.xsd writes them down.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kata.curriculum import Curriculum
from kata.judging.outcomes import Verdict
from kata.reports.places import Places, split
from kata.reports.screen import visible
from kata.scoring import Report, StepReport, TestReport

# The element that says how a test went; one that passed has none.
ELEMENTS: dict[Verdict, str] = {
    "failed": "failure",
    "crashed": "error",
    "timeout": "error",
    "todo": "skipped",
    "blocked": "skipped",
}
COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def dumps(report: Report, curriculum: Curriculum, places: Places) -> str:
    """The document as text. Pure ASCII, so that no console can break it."""
    root = Element("testsuites", name="Transformer kata")
    root.attrib |= _counted([test for step in report.steps for test in step.tests])
    root.set("time", f"{report.seconds:.2f}")
    for step in report.steps:
        root.append(_suite(step, curriculum, places))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root).decode("ascii")}\n'


def _suite(step: StepReport, curriculum: Curriculum, places: Places) -> Element:
    suite = Element("testsuite", name=f"{step.id} {step.title}")
    suite.attrib |= _counted(step.tests)
    suite.set("time", f"{sum(test.seconds for test in step.tests):.2f}")
    module = ".".join(curriculum.step(step.id).test_file.with_suffix("").parts)
    for test in step.tests:
        suite.append(_case(test, module, places.of(step.id, test.id)))
    return suite


def _case(test: TestReport, module: str, place: str) -> Element:
    """A test with the place that its message is about."""
    name = test.id.rpartition("::")[2]
    case = Element("testcase", classname=module, name=name, time=f"{test.seconds:.2f}")
    place = visible(place)
    file, line = split(place)
    case.attrib |= {"file": file} | ({"line": str(line)} if line else {})
    if test.outcome != "passed":
        result = SubElement(case, ELEMENTS[test.outcome], message=visible(test.sentence))
        result.set("type", test.outcome)
        result.text = f"{visible(test.message)}\n{place}".strip()
    elif test.message:
        SubElement(case, "system-out").text = visible(test.message)
    return case


def _counted(tests: Sequence[TestReport]) -> dict[str, str]:
    found = [ELEMENTS.get(test.outcome) for test in tests]
    return {"tests": str(len(tests))} | {
        count: str(found.count(element)) for count, element in COUNTS.items()
    }
