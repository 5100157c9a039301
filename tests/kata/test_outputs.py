"""The options for other formats: what is written where, and what is refused."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from kata import diary
from kata.commands import outputs
from kata.curriculum import load
from kata.judging.outcomes import Judgement
from kata.paths import EXERCISES, SOLUTIONS
from kata.scoring import score
from kata.skeleton import location
from tests.kata.test_cli import FIRST, run
from tests.kata.test_github import RUNNER

CHECKS = {
    "json": lambda text: json.loads(text)["schema"] == 1,
    "junit": lambda text: ElementTree.fromstring(text).tag == "testsuites",
    "html": lambda text: text.startswith("<!DOCTYPE html>") and text.endswith("</html>\n"),
    "gradescope": lambda text: json.loads(text)["tests"][0]["number"] == FIRST,
    "classroom50": lambda text: json.loads(text)["schema"] == "classroom50/result/v1",
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_format_alone_on_the_output(name):
    result = run("--step", FIRST, f"--{name}", "-", says="failed", **RUNNER)
    assert result.returncode == 1, result.stderr
    assert CHECKS[name](result.stdout), result.stdout


def test_every_format_in_a_file_beside_the_report(tmp_path):
    files = {name: tmp_path / name for name in CHECKS}
    options = [part for name, file in files.items() for part in (f"--{name}", str(file))]
    result = run("list", *options, says="failed", **RUNNER)
    assert f" {FIRST} " in result.stdout, "what is printed is printed all the same"
    for name, file in files.items():
        assert CHECKS[name](file.read_text("utf-8")), name
    assert {path.name for path in tmp_path.iterdir()} == set(CHECKS), "nothing is left beside them"


def test_places_are_named_from_the_projects_root(tmp_path):
    junit = run("--junit", "-", says="failed", cwd=tmp_path).stdout
    case = ElementTree.fromstring(junit).find(".//testcase")
    assert (case.get("file"), case.get("line")) == ("solutions/x.py", "7"), junit
    path, line = location(FIRST, SOLUTIONS)
    page = run("--html", "-", says="failed", cwd=tmp_path).stdout
    assert f"<code>solutions/{path.relative_to(SOLUTIONS)}:{line}</code>" in page


def test_a_page_is_in_utf8_whatever_the_console():
    page = run("--html", "-", "--lang", "zh", says="failed", PYTHONIOENCODING="ascii").stdout
    assert load().step(FIRST).title.zh in page and '<html lang="zh-CN">' in page


def test_the_page_of_ones_own_shows_how_it_went(monkeypatch):
    start = diary.now()
    tries = [
        diary.Entry(start + timedelta(days=n), "try", FIRST, str(n), points=n) for n in range(3)
    ]
    monkeypatch.setattr(diary, "read", lambda: tries)
    plan = load()
    for target, steps, shown in [
        (EXERCISES, plan.steps, True),
        (EXERCISES, [plan.step(FIRST)], False),
        (SOLUTIONS, plan.steps, False),
    ]:
        judgement = Judgement({}, {}, 0.0)
        report = score(plan, judgement, steps, "exercises")
        page = outputs.TEXTS["html"](outputs.Result(plan, report, judgement, target))
        assert ("From 0 to 2 points" in page) is shown, (target, len(steps))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--json", "-", "--html", "-"], "only one can go to the output: --json, --html"),
        (["--junit", "no/such/folder/r.xml"], "no/such/folder/r.xml can't be written"),
        (["--html", "tests"], "tests can't be written"),
        (["--gradescope", "/proc/results.json"], "/proc/results.json can't be written"),
        (["--classroom50", "-"], "not set: CLASSROOM, ASSIGNMENT, SUBMISSION_TAG, COMMIT_URL"),
    ],
)
def test_what_can_not_be_written_is_refused_before_anything_is_judged(options, words):
    result = run(*options)
    assert result.returncode == 2 and words in result.stderr, result.stderr
    assert "JUDGED" not in result.stderr and "Traceback" not in result.stderr, result.stderr


def test_a_full_disk_is_said():
    result = run("--html", "/dev/full")
    assert result.returncode == 2, result.stderr
    assert "/dev/full can't be written: No space left on device" in result.stderr, result.stderr


def test_gradescope_has_what_was_judged_when_the_run_is_stopped(tmp_path):
    file = tmp_path / "results.json"
    assert run("--gradescope", str(file), says="interrupt").returncode == 130
    assert "The run ended early: 0 of" in json.loads(file.read_text())["output"]


def test_under_github_actions(tmp_path):
    summary = tmp_path / "summary.md"
    runner = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    result = run("--json", "-", says="failed", **runner)
    assert json.loads(result.stdout), "the output is as it always is"
    assert f"::error file=solutions/x.py,line=7,title={FIRST}::It holds.%0A5 × 2 …" in result.stderr
    assert summary.read_text("utf-8").startswith("## Transformer kata: 0 of "), "and a summary"
