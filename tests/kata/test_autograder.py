"""Gradescope's zip: complete, the same each time, and it judges what was handed in."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from kata import autograder
from kata.curriculum import load
from kata.paths import ROOT, SOLUTIONS
from kata.skeleton import skeleton
from kata.submission import take

FIRST = load().tasks[0].files[0]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """What Gradescope makes of the zip, without the installing."""
    folder = tmp_path_factory.mktemp("autograder")
    assert autograder.main(["pack", str(folder / "a.zip"), "--step", "1.1", "--lang", "zh"]) == 0
    with zipfile.ZipFile(folder / "a.zip") as archive:
        archive.extractall(folder / "source")
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    for name in ("setup.sh", "run_autograder"):
        assert modes[name] == 0o755, "it can be run"
        (folder / "source" / name).chmod(0o755)
        subprocess.run(["bash", "-n", folder / "source" / name], check=True)
    (folder / "source" / ".venv").symlink_to(sys.prefix)
    shutil.copy2(folder / "source" / "run_autograder", folder)
    (folder / "submission").mkdir()
    (folder / "results").mkdir()
    return folder


def test_the_zip_holds_the_grader_and_nothing_of_the_learners(unpacked):
    source = unpacked / "source"
    for name in ["grader.py", "requirements.txt", "kata/curriculum.toml", f"solutions/{FIRST}"]:
        assert (source / name).read_bytes() == (ROOT / name).read_bytes(), name
    assert (source / load().step("1.1").test_file).is_file(), "the tests"
    assert (source / "kata/reports/report.html.jinja").is_file(), "what is no Python, too"
    names = {path.name for path in source.iterdir()}
    assert not names & {"exercises", ".kata", ".git", "examples"}, names
    assert not list(source.rglob("__pycache__")), "nothing that was compiled here"


def test_the_same_project_makes_the_same_zip(tmp_path):
    for name in ("one.zip", "two.zip"):
        autograder.pack(tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_submission_is_judged_as_gradescope_does_it(unpacked):
    source = (SOLUTIONS / FIRST).read_text("utf-8")
    (unpacked / "submission" / FIRST.name).write_text(source, "utf-8")
    environment = {key: it for key, it in os.environ.items() if not key.startswith("PYTHON")}
    run = subprocess.run(
        [unpacked / "run_autograder"],
        cwd=unpacked, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    result = json.loads((unpacked / "results" / "results.json").read_text())
    (test,) = result["tests"]
    assert (test["number"], test["status"], test["score"]) == ("1.1", "passed", 4), test
    assert test["name"] == load().step("1.1").title.zh, "the options that it was packed with"
    assert result["score"] == 4 and "Not handed in: " in run.stdout, run.stdout


@pytest.mark.parametrize(("status", "told"), [(0, 0), (1, 0), (2, 2), (3, 3)])
def test_no_score_where_the_grader_could_not_work(monkeypatch, tmp_path, status, told):
    results = tmp_path / "results.json"

    def grade(arguments):
        results.write_text("{}")
        return status

    monkeypatch.setattr("kata.cli.main", grade)
    assert autograder.judge(tmp_path, results, []) == told
    assert results.exists() is (told == 0), "a broken installation is no submission without points"


def test_wrong_options_are_found_while_packing(tmp_path):
    with pytest.raises(SystemExit):
        autograder.main(["pack", str(tmp_path / "a.zip"), "--tusk", "2"])
    assert not list(tmp_path.iterdir())


def test_a_zip_that_cannot_be_written_is_said(tmp_path, capsys):
    with pytest.raises(SystemExit):
        autograder.main(["pack", str(tmp_path / "nowhere" / "a.zip")])
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    "place", [f"exercises/{FIRST}", f"me/kata/{FIRST}", FIRST.name, str(FIRST)]
)
def test_a_module_may_lie_anywhere(tmp_path, place):
    path = tmp_path / "in" / place
    path.parent.mkdir(parents=True)
    path.write_text("mine = 1\n")
    missing = take(tmp_path / "in", tmp_path / "out", load())
    assert (tmp_path / "out" / FIRST).read_text() == "mine = 1\n"
    assert FIRST not in missing and len(missing) > 3, "the others are not there"
    other = next(file for task in load().tasks[1:] for file in task.files)
    given = skeleton((SOLUTIONS / other).read_text("utf-8"))
    assert (tmp_path / "out" / other).read_text("utf-8") == given, "still to do"


def test_a_checkout_gives_the_exercises_and_nothing_else(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    for tree, text in [("solutions", "not mine"), ("exercises", "mine"), ("old", "older")]:
        (folder / tree / FIRST).parent.mkdir(parents=True)
        (folder / tree / FIRST).write_text(text)
    (folder / "exercises" / FIRST).with_name("numpy.py").write_text("mine too")
    (folder / "exercises" / "conftest.py").write_text("mine too")
    take(folder, out, load())
    assert (out / FIRST).read_text() == "mine"
    modules = {out / file for task in load().tasks if task.available for file in task.files}
    assert {path for path in out.rglob("*") if path.is_file()} == modules


def test_no_link_leads_to_the_reference(tmp_path):
    folder = tmp_path / "in"
    (folder / "exercises").mkdir(parents=True)
    (folder / FIRST.name).symlink_to(SOLUTIONS / FIRST)
    (folder / "exercises" / FIRST.parent).symlink_to((SOLUTIONS / FIRST).parent)
    assert FIRST in take(folder, tmp_path / "out", load())


def test_what_nobody_writes_is_not_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / FIRST.name).write_bytes(b"#" * 2_000_000)
    assert FIRST in take(tmp_path / "in", tmp_path / "out", load())
