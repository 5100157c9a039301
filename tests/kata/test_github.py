"""What GitHub Actions and Classroom 50 read."""

import io
import json
import re
from datetime import datetime

import jsonschema
import pytest

from kata.paths import ROOT
from kata.reports import as_classroom50, as_markdown, github
from kata.reports.places import Places
from tests.kata.reported import FRESH, KINDS, MESSAGE, ONE_FAILING, judged

PLACES = Places(lambda id: f"exercises/task.py:{id.replace('.', '')}", {"1.2-0": "exercises/a.py"})
RUNNER = {
    "CLASSROOM": "spring",
    "ASSIGNMENT": "kata",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
    "REVIEW_URL": "https://example.org/review",
}
NOW = datetime.fromisoformat("2026-06-01T16:32:01+02:00")


def test_the_summary_of_one_failure():
    text = as_markdown.dumps(KINDS["one failing"], PLACES)
    assert text.startswith("## Transformer kata: 83.33 of 86 points\n\n| task | steps done |"), text
    assert "| 1 A tiny autodiff library \\(micrograd\\) | 11 / 11 | 45 / 45 |" in text, text
    assert f"```text\n{MESSAGE}\n\nexercises/task.py:23\n```" in text, text
    assert "One more test does not pass." in text, text
    assert text.endswith("```text\nexercises/task.py:23\nmake test STEP=2.3\n```\n"), text


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_summary_of_every_report(kind):
    assert as_markdown.dumps(KINDS[kind], PLACES).startswith("## Transformer kata: "), kind


def test_hostile_text_stays_text_in_the_summary():
    text = as_markdown.dumps(KINDS["hostile"], PLACES)
    outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert "<" not in outside and "](" not in outside, outside
    assert "\n````text\n" in text, "the fence is longer than what is in it"
    assert not set("\x00\x1b\x08\u2028\u202e\ud800") & set(text), "nothing that can't be seen"
    text.encode("utf-8")


def test_the_summary_stays_below_githubs_limit():
    report = judged(dict.fromkeys(FRESH, "failed"), message="中" * 100_000)
    assert len(as_markdown.dumps(report, PLACES).encode()) < 2**20 / 4, "for 80 steps too"


def test_an_annotation_stands_at_the_line():
    assert github.annotations(judged(ONE_FAILING, message="50%\n  of it"), PLACES) == [
        "::error file=exercises/task.py,line=23,title=2.3::"
        "A node that is used twice gets the sum of both gradients.%0A50%25%0A  of it"
    ]
    first = github.annotations(KINDS["mixed"], PLACES, "kata, or: so")[0]
    assert first.startswith("::error file=kata%2C or%3A so/exercises/a.py,line=1,"), first


def test_learner_code_writes_no_command_of_its_own():
    for command in github.annotations(KINDS["hostile"], PLACES):
        assert command.startswith("::error file=") and command.isprintable(), command
        assert "::error file=a,line=1::50%25 {{ 7 * 7 }}" in command, command


def test_there_are_no_more_annotations_than_github_shows():
    report = judged(dict.fromkeys(FRESH, "failed failed"))
    shown = github.annotations(report, PLACES)
    assert len(shown) == 10 and "title=1.1" in shown[0] and "title=1.10" in shown[9], shown


def test_only_github_gets_what_is_for_it(tmp_path):
    stream, file = io.StringIO(), tmp_path / "summary.md"
    elsewhere = {"GITHUB_STEP_SUMMARY": str(file)}
    github.publish(KINDS["mixed"], PLACES, elsewhere, stream)
    assert not stream.getvalue() and not file.exists(), "not under GitHub Actions"
    file.write_text("what another step wrote\n")
    github.publish(KINDS["mixed"], PLACES, elsewhere | {"GITHUB_ACTIONS": "true"}, stream)
    assert stream.getvalue().count("::error file=exercises/") == 4, stream.getvalue()
    assert file.read_text().startswith("what another step wrote\n## Transformer kata"), "appended"


def test_files_are_named_from_the_repositorys_root(tmp_path):
    stream = io.StringIO()
    inside = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(ROOT.parent)}
    github.publish(KINDS["mixed"], PLACES, inside, stream)
    assert f"::error file={ROOT.name}/exercises/" in stream.getvalue(), stream.getvalue()
    missing = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "summary")}
    github.publish(KINDS["done"], PLACES, missing, stream)
    assert "::warning::no summary: " in stream.getvalue(), "a warning, no failure"


@pytest.mark.parametrize("kind", KINDS)
def test_classroom_50_gets_whole_numbers_that_add_up(kind):
    schema = json.loads((ROOT / "docs" / "classroom50.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = as_classroom50.dumps(KINDS[kind], RUNNER, NOW)
    result = json.loads(text)
    jsonschema.Draft202012Validator(schema).validate(result)
    assert text.isascii() and set(result) == set(schema["properties"]), "no more, no less"
    assert result["score"] == sum(test["score"] for test in result["tests"])
    assert result["max-score"] == sum(test["max-score"] for test in result["tests"])
    assert all((t["score"] == t["max-score"]) is t["passed"] for t in result["tests"]), "full: done"


def test_classroom_50_learns_which_submission_it_is():
    result = json.loads(as_classroom50.dumps(KINDS["one failing"], RUNNER, NOW))
    assert (result["score"], result["max-score"]) == (83, 86), "1.33 of 4 points count as 1"
    assert result["datetime"] == "2026-06-01T14:32:01Z", "in UTC"
    assert result["review"] == "https://example.org/review"
    bare = {**RUNNER, "REVIEW_URL": ""}
    assert as_classroom50.missing(bare) == [], "the review is the commit, where it is not said"
    result = json.loads(as_classroom50.dumps(KINDS["one failing"], bare, NOW))
    assert result["review"] == "https://example.org/commit"
    assert as_classroom50.missing({"CLASSROOM": "spring"}) == [
        "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"
    ]  # fmt: skip
