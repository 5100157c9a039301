"""The commands, each on a copy of the project, as a learner types them."""

import json
import os
import pty
import shutil
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.cells import cell_len

from kata import diary, doctor
from kata.commands import doctor as doctor_command
from kata.commands.judged import Judged
from kata.curriculum import load
from kata.editor import command
from kata.excerpts import body, excerpts, helpers, names
from kata.guide import section
from kata.judging.outcomes import Judgement, TestOutcome
from kata.judging.pytest_options import write_diary
from kata.paths import ROOT, SOLUTIONS
from kata.reports.places import Places
from kata.reports.screen import open_screen
from kata.sentences import sentences
from tests.kata import trees
from tests.kata.reported import DONE, ONE_FAILING, judged

PARTS = ("kata", "solutions", "tests", "exercises")
TENSOR = "exercises/stage1_foundations/task1_tensor.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project, with 1.1 done, 1.2 wrong, and the rest to do."""
    project = tmp_path_factory.mktemp("project")
    for part in PARTS:
        ignore = shutil.ignore_patterns("__pycache__", "kata" if part == "tests" else "-")
        shutil.copytree(ROOT / part, project / part, ignore=ignore)
    for file in ("grader.py", "requirements.txt"):
        shutil.copy(ROOT / file, project / file)
    return project


@pytest.fixture
def project(copy):
    """The same, as at first."""
    first = trees.done_before("1.3")
    wrong = trees.only_wrong("1.2", "return grad")
    trees.write(copy / "exercises", lambda marker: wrong(marker) or first(marker))
    (copy / ".kata" / "diary.jsonl").unlink(missing_ok=True)  # what was judged is still known
    shutil.rmtree(copy / ".kata" / "backups", ignore_errors=True)
    return copy


def grader(
    project: Path, *arguments: str, answer: str = "utf-8", **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {n: v for n, v in os.environ.items() if n not in ("EDITOR", "VISUAL")}
    return subprocess.run(
        [sys.executable, "grader.py", *arguments],
        capture_output=True, encoding=answer, cwd=project, timeout=120,
        env=environment | variables,
    )  # fmt: skip


def said(project: Path, *arguments: str, status: int = 0, **variables: str) -> str:
    result = grader(project, *arguments, **variables)
    assert result.returncode == status, result.stdout + result.stderr
    assert "Traceback" not in result.stderr and "\x1b" not in result.stdout, "plain where piped"
    return result.stdout + result.stderr


def diary_of(project: Path) -> list[tuple[str, str]]:
    lines = (project / ".kata" / "diary.jsonl").read_text("utf-8").splitlines()
    return [(entry["kind"], entry["step"]) for entry in map(json.loads, lines)]


def test_hints_come_one_after_the_other(project):
    hints = [hint.en for hint in load().step("4.1").hints]
    for number, hint in enumerate(hints, 1):
        text = said(project, "hint", "4.1")
        assert f"4.1 A stable softmax ({number}/3)" in text and hint in text, text
    assert "That was the last hint. The guide: python grader.py show 4.1" in text, text
    assert "(3/3)" in said(project, "hint", "4.1"), "there is no fourth"
    again = said(project, "hint", "4.1", "1")
    assert "(1/3)" in again and "The next hint: python grader.py hint 4.1 2" in again, again
    assert diary_of(project) == [("hint", "4.1")] * 3, "each is written down once"
    assert load().step("4.2").hints[0].zh in said(project, "hint", "4.2", "--lang", "zh")


def test_what_there_is_to_read_about_a_step(project):
    text = said(project, "show", "1.2")
    assert text.startswith("### 1.2 Undoing broadcasting ★★\n"), text
    assert "STEP=1.2" in text and "### 1.3" not in text, "this section alone"
    assert f"What to write: {TENSOR}:" in text
    assert '    raise NotImplementedError("step 1.2: unbroadcast")' in text, "as it was given"
    for sentence in sentences(ROOT / load().step("1.2").test_file).values():
        assert f"- {sentence}\n" in text, sentence
    assert "广播的逆操作" in said(project, "show", "1.2", LANGUAGE="zh"), "from the other guide"


@pytest.mark.parametrize("verdicts", [ONE_FAILING, DONE])
@pytest.mark.parametrize("live", [True, False])
def test_the_next_step_opens_in_the_editor(monkeypatch, capsys, live, verdicts):
    from kata.commands import next as command

    places = Places(lambda step: f"{TENSOR}:1", {})
    judged_so = Judged(Judgement({}, {}, 0.0), judged(verdicts), places)
    monkeypatch.setattr(command, "judge_own", lambda plan, steps, options: judged_so)
    monkeypatch.setattr(
        command, "screen", lambda options: replace(open_screen(sys.stdout), live=live)
    )
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setenv("VISUAL", "vim")
    opened = []
    monkeypatch.setattr("subprocess.run", lambda words, check: opened.append(words))
    assert command.run(Namespace()) == 0
    text = capsys.readouterr().out
    if verdicts is DONE:
        assert "All 21 steps are done" in text and not opened, text
        return
    assert "Next: 2.3 Stochastic gradient descent" in text, text
    assert [words[0] for words in opened] == ["vim"] * live, "in a terminal only"
    assert all(words[1][0] == "+" and "task2" in words[2] for words in opened), opened


def test_the_reference_is_for_afterwards(project):
    text = said(project, "diff", "1.2", status=1)
    assert "not done yet" in text and "python grader.py diff 1.2 --reveal" in text, text
    assert "grad.sum" not in text, "nothing is given away"
    text = said(project, "diff", "1.2", "--reveal")
    assert "\n-    return grad\n" in text and "\n+    " in text, text
    assert ("reveal", "1.2") in diary_of(project)
    text = said(project, "diff", "1.1")
    assert text.count("the same as the reference") == len(names("1.1")), text
    assert ("reveal", "1.1") not in diary_of(project), "it is done"


def test_reset_and_back(project):
    mine = (project / TENSOR).read_text("utf-8")
    text = said(project, "reset", "1.2")
    assert f"{TENSOR} is written." in text and ".kata/backups/1-1.2" in text, text
    assert 'NotImplementedError("step 1.2' in (project / TENSOR).read_text("utf-8")
    assert "python grader.py reset --restore 1-1.2" in text
    said(project, "reset", "--restore")
    assert (project / TENSOR).read_text("utf-8") == mine
    assert "Nothing to do" in said(project, "reset", "1.3"), "it is a stub already"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hint", "1.99"], "there is no step 1.99; task 1 has 1.1 to 1.11"),
        (
            ["hint", "4.1", "4"],
            "step 4.1 has 3 hints; the guide says more: python grader.py show 4",
        ),
        (["show", "nine"], "there is no step nine; a step is named like 1.1"),
        (["diff", "9.9"], "there is no step 9.9"),
        (["reset"], "which task or step? For example: python grader.py reset 1, or reset 1.4"),
        (["reset", "x"], "x is no task and no step: 1 is a task, 1.4 a step"),
        (["reset", "99"], "there is no task 99; the tasks are 1 to"),
        (["reset", "--restore"], "there is no backup yet: `reset` makes one"),
        (["reset", "--restore", "7"], "there is no backup 7; the latest are: none yet"),
        (["reset", "1", "--restore", "7"], "name a backup, or a task or step, not both"),
    ],
)
def test_wrong_usage_says_what_there_is(project, arguments, words):
    assert f"grader.py: {words}" in said(project, *arguments, status=2)


COMMANDS = (["--help"], ["hint", "4.1"], ["show", "1.3"], ["history"], ["reset", "1.3"])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_any_console_will_do(project, lang, encoding):
    for arguments in COMMANDS:
        result = grader(
            project, *arguments, "--lang", lang, PYTHONIOENCODING=encoding, answer=encoding
        )
        assert result.returncode == 0 and "Traceback" not in result.stderr, result.stderr
        assert "\\u" not in result.stdout, "what it can't show is spelt out for people"


def test_the_locales_language_is_spoken_where_it_can_be_shown(project):
    assert "提示" in said(project, "--help", LANGUAGE="zh")
    assert "a nudge" in said(project, "--help", LANGUAGE="zh", PYTHONIOENCODING="ascii")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_narrow_terminal_without_colours_will_do(project, lang):
    said(project, "hint", "4.1", "3")
    for arguments in (["hint", "4.2"], ["show", "1.2"], ["history"], ["diff", "1.1"]):
        text = on_terminal(project, *arguments, "--lang", lang)
        assert "\x1b[3" not in text and "\x1b[9" not in text, "no colours"
        for line in text.splitlines():
            fits = cell_len(line) <= 60 or line.startswith((" ", "def ")) or "exercises/" in line
            assert fits or "Judging" in line or "评判" in line, f"{line!r} is too wide"


def on_terminal(project: Path, *arguments: str) -> str:
    """What a dumb terminal of 60 columns gets to show."""
    ours, theirs = pty.openpty()
    variables = {"COLUMNS": "60", "TERM": "dumb", "NO_COLOR": "1"}
    process = subprocess.Popen(
        [sys.executable, "grader.py", *arguments],
        stdout=theirs, stderr=theirs, stdin=theirs, cwd=project, env=os.environ | variables,
    )  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        written += chunk
    os.close(ours)
    assert process.wait(120) == 0, written
    return written.decode().replace("\r\n", "\n")


def test_history_tells_how_it_went(project):
    assert "begins with your first try" in said(project, "history")
    said(project, "--step", "1.2", "--fresh", status=1)
    said(project, "hint", "4.1")
    text = said(project, "history")
    assert f" of {sum(task.points for task in load().tasks if task.available)} points" in text
    rows = [line.split() for line in text.splitlines() if line[1:2] == "."]
    lines = {row[0]: row[-3:] for row in rows}
    assert lines == {"1.2": ["1", "open", "0"], "4.1": ["0", "open", "1"]}, text
    assert "完成用时" in said(project, "history", "--lang", "zh")


def test_make_test_is_in_the_diary_too(project):
    command = [sys.executable, "-m", "pytest", "--rootdir=.", "-p", "kata.judging.pytest_options"]
    command += ["--import-mode=importlib", "--step", "1.1", str(load().step("1.1").test_file)]
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(project)}
    subprocess.run(command, cwd=project, env=environment, capture_output=True, timeout=120)
    assert diary_of(project) == [("try", "1.1")]


def test_only_whole_steps_are_in_the_diary(monkeypatch):
    written = []
    monkeypatch.setattr(diary, "add_tries", written.extend)
    tests = [TestOutcome(f"{n}", "1.1", "", "passed", 0.1) for n in range(99)]
    for step in ("1.1", "1.2"):
        count = len(sentences(ROOT / load().step(step).test_file))
        write_diary({step: tests[: count - (step == "1.2")]})
    assert written == ["1.1"], "a part of the tests says nothing about the step"


def test_a_healthy_installation(project):
    text = said(project, "doctor")
    assert "All is well." in text and "[BAD]" not in text, text
    assert "judging works" in text and "the packages are those of requirements.txt" in text, text


def test_what_is_wrong_and_how_to_mend_it(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(doctor, "EXERCISES", tmp_path)
    monkeypatch.setattr("kata.commands.doctor.examine", doctor.exercises)
    assert doctor_command.run(Namespace()) == 3
    text = capsys.readouterr().out
    assert f"[BAD] {TENSOR}: No such file" in text and "Mend what is bad" in text, text
    assert "    -> `python grader.py reset 1` writes it anew\n" in text, text


def test_the_doctor_needs_no_packages(project):
    result = subprocess.run(
        [sys.executable, "-E", "-S", "grader.py", "doctor"],
        capture_output=True, encoding="utf-8", cwd=project, timeout=60,
    )  # fmt: skip
    assert result.returncode == 3 and "Traceback" not in result.stderr, result.stderr
    assert "[BAD] these packages are not installed: numpy, torch" in result.stdout, result.stdout
    assert f"run `make setup` in {project}" in result.stdout


def test_the_doctor_looks_at_what_was_given(monkeypatch, tmp_path):
    tree = trees.write(tmp_path, trees.done_before("1.1"))
    monkeypatch.setattr(doctor, "EXERCISES", tree)
    path = tree / "stage1_foundations" / "task1_tensor.py"
    path.write_text(
        path.read_text("utf-8").replace("def __add__(self, other", "def __add__(self, o")
    )
    findings = list(doctor.exercises())
    assert {finding.state for finding in findings} == {"note"}
    assert "Tensor.__add__ must begin as it was given" in findings[0].text, findings


def test_the_doctor_compares_versions(monkeypatch):
    versions = {"numpy": "2.0.0"}
    monkeypatch.setattr(doctor, "_requirements", lambda: [("numpy", "2.4.6"), ("no-such", "1.0")])
    monkeypatch.setattr(doctor.importlib.metadata, "version", _version_of(versions))
    missing, other = doctor.packages()
    assert (missing.state, other.state) == ("note", "note"), "nothing that is needed is missing"
    assert "no-such" in missing.text and "numpy 2.0.0 (2.4.6)" in other.text


def _version_of(versions):
    def version(name):
        if name not in versions:
            raise doctor.importlib.metadata.PackageNotFoundError(name)
        return versions[name]

    return version


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, None),
        ({"EDITOR": ""}, None),
        ({"EDITOR": "vim 'half a quote"}, None),
        ({"EDITOR": "vim"}, ["vim", "+7", "a b.py"]),
        (
            {"EDITOR": "nano", "VISUAL": "/usr/bin/code --wait"},
            ["/usr/bin/code", "--wait", "--goto", "a b.py:7"],
        ),
        ({"EDITOR": "emacsclient -t"}, ["emacsclient", "-t", "+7", "a b.py"]),
        ({"EDITOR": "hx"}, ["hx", "a b.py:7"]),
        ({"EDITOR": "my-editor"}, ["my-editor", "a b.py"]),
    ],
)
def test_editors_open_the_file_at_the_line(variables, expected):
    assert command(Path("a b.py"), 7, variables) == expected


GUIDE = """\
## Task 1
### 1.1 First ★
one
```bash
### 1.2 no heading
```
### 1.10 Tenth
ten
## Task 2
"""


def test_a_section_of_a_guide():
    assert section(GUIDE, "1.1") == GUIDE[10:].partition("\n### 1.10")[0]
    assert section(GUIDE, "1.10") == "### 1.10 Tenth\nten"
    assert section(GUIDE, "1.2") == "" == section("", "1.1")


def test_every_available_step_has_its_section_in_both_guides():
    for task in load().tasks:
        for step in task.steps if task.available else ():
            for lang in ("en", "zh"):
                guide = (ROOT / step.guide(lang)).read_text("utf-8")
                assert section(guide, step.id), f"{step.id} in {step.guide(lang)}"


def test_the_body_of_a_function_is_what_the_learner_writes():
    docstring = '    """Says.\n\n    More."""\n'
    source = f"@decorated\ndef f(\n    a: int,\n):\n{docstring}    # step 1.1\n    return a\n"
    (function,) = excerpts(source, ["f"])
    assert body(function) == ["    return a"]
    (bare,) = excerpts("def f(\n    a,\n    *,\n    b=1,\n):\n    # why\n    return a\n", ["f"])
    assert body(bare)[-2:] == ["    # why", "    return a"]


def test_helpers_come_with_the_functions_that_call_them():
    source = (SOLUTIONS / load().step("3.1").file).read_text("utf-8")
    assert [helper.name for helper in helpers(source, names("3.1"))] == ["_parts"]
    assert helpers(source, names("3.2")) == []
