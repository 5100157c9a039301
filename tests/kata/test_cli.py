"""The command line: what it selects, what it prints where, and its exit status."""

import ast
import json
import os
import pty
import subprocess
import sys
from textwrap import dedent

import pytest

from kata.cli import main
from kata.curriculum import load
from kata.paths import ROOT, SOLUTIONS

AVAILABLE = [task for task in load().tasks if task.available]
FIRST = AVAILABLE[0].steps[0].id
HEAVY = {"numpy", "torch", "pytest", "hypothesis", "sklearn"}

# Runs grader.py with a judge that finds what FAKE says, or raises what it names.
FAKE_JUDGE = dedent("""
    import os, runpy, sys, types
    from dataclasses import dataclass
    from kata.judging.outcomes import Judgement, TestOutcome
    from kata.judging.workers import JudgeError

    @dataclass(frozen=True)
    class Options:
        target: object
        seconds: object = None
        memory: int = 2048
        seed: object = None
        fresh: bool = False
        jobs: object = None
        language: str = "en"

    def judge(plan, steps, options, progress):
        print("JUDGED", [step.id for step in steps], options, file=sys.stderr)
        outcomes = {}
        for step in steps:
            match os.environ["FAKE"]:
                case "interrupt": raise KeyboardInterrupt
                case "broken": raise JudgeError("the judge did not start; run `make setup`")
                case "to do": word = "todo"
                case word: pass
            test = TestOutcome("t", step.id, "It holds.", word, 0.1, "5 × 2 …", "solutions/x.py:7")
            outcomes[step.id] = (test,)
            progress(step, outcomes[step.id])
        return Judgement(outcomes, {}, 0.1)

    fake = types.ModuleType("kata.judging.judge")
    fake.JudgeError, fake.Options, fake.judge = JudgeError, Options, judge
    sys.modules[fake.__name__] = fake
    sys.argv[0] = "grader.py"
    try:
        runpy.run_path(os.environ["GRADER"], run_name="__main__")
    finally:
        loaded = set(os.environ["HEAVY"].split()) & set(sys.modules)
        print("LOADED", sorted(loaded), file=sys.stderr)
""")


def run(*arguments, says="passed", cwd=ROOT, **variables):
    """grader.py with the fake judge, judging the solutions if nothing else is said."""
    environment = {
        **{name: value for name, value in os.environ.items() if "COLOR" not in name},
        "PYTHONPATH": str(ROOT),
        "FAKE": says,
        "GRADER": str(ROOT / "grader.py"),
        "HEAVY": " ".join(HEAVY),
        **variables,
    }
    if "--target" not in arguments and "-h" not in arguments:
        arguments = (*arguments, "--target", "solutions")
    return subprocess.run(
        [sys.executable, "-c", FAKE_JUDGE, *arguments],
        capture_output=True, encoding="utf-8", cwd=cwd, env=environment, timeout=60,
    )  # fmt: skip


def test_without_a_command_it_is_a_report():
    result = run()
    assert result.returncode == 0, result.stderr
    assert "steps are done" in result.stdout, result.stdout
    assert run("report").stdout == result.stdout, "the same by name"


def test_list_names_every_step_and_its_place():
    result = run("list", says="failed")
    assert result.returncode == 1, result.stderr
    for step in (step for task in AVAILABLE for step in task.steps):
        assert f"{step.id} " in result.stdout and f"solutions/{step.file}:" in result.stdout, (
            step.id
        )


@pytest.mark.parametrize(
    ("says", "status"),
    [("passed", 0), ("failed", 1), ("to do", 1), ("blocked", 1), ("timeout", 1), ("broken", 3)],
)
def test_exit_status(says, status):
    result = run("--step", FIRST, says=says)
    assert result.returncode == status, result.stdout + result.stderr
    assert "Traceback" not in result.stderr, result.stderr


def test_a_broken_installation_says_how_to_mend_it():
    result = run(says="broken")
    assert "grader.py: the judge did not start; run `make setup`" in result.stderr, result.stderr


@pytest.mark.parametrize("selection", [["--stage", "1"], ["--task", "1"], ["--step", FIRST], []])
def test_selection(selection):
    expected = {"--stage": load().stage(1).tasks, "--task": [load().task(1)]}
    tasks = expected.get(selection[0] if selection else "", AVAILABLE)
    steps = [step.id for task in tasks if task.available for step in task.steps]
    judged = [FIRST] if "--step" in selection else steps
    assert f"JUDGED {judged}" in run(*selection).stderr, "these, and only these"


def test_limits_reach_the_judge():
    options = ["--timeout", "2.5", "--memory", "99", "--jobs", "3", "--seed", "7", "--fresh"]
    stderr = run(*options).stderr
    said = "seconds=2.5, memory=99, seed=7, fresh=True, jobs=3"
    assert said in stderr and repr(SOLUTIONS) in stderr, stderr
    assert "seconds=None, memory=2048, seed=None, fresh=False, jobs=None" in run().stderr, "default"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--step", "1.99"], "there is no step 1.99; task 1 has 1.1 to"),
        (["--step", "one"], "there is no step one; a step is named like 1.1"),
        (["--task", "99"], "there is no task 99; the tasks are 1 to"),
        (["--stage", "9"], "there is no stage 9; the stages are 1 to"),
        (["--stage", "one"], "'one' is no whole number from 1 up"),
        (["--stage", "1", "--task", "1"], "not allowed with"),
        (["--target", "no/such/folder"], "there is no folder no/such/folder; the project has"),
        (["--target", "a" * 300], "there is no folder aaa"),
        (["--json", "a" * 300 + "/r.json"], "can't be written: its folder must exist"),
        (["--target", "tests/kata"], "holds none of the stages' folders: stage1_foundations"),
        (["--json", "no/such/folder/r.json"], "no/such/folder/r.json can't be written"),
        (["--json", "tests"], "tests can't be written"),
        (["--timeout", "0"], "'0' is no number of seconds above 0"),
        (["--timeout", "nan"], "'nan' is no number of seconds above 0"),
        (["--memory", "0"], "'0' is no whole number from 1 up"),
        (["--jobs", "two"], "'two' is no whole number from 1 up"),
        (["--color", "red"], "invalid choice: 'red'"),
        (["--lang", "fr"], "invalid choice: 'fr' (choose from"),
        (["--sed", "1"], "`python grader.py --help` says what there is"),
        (["reprot"], "there is no command reprot; the commands are report, watch, "),
        (["reprot"], "did you mean report?"),
        (["1.4"], "to judge a step: python grader.py --step 1.4"),
        (["hint"], "the following arguments are required: N.M"),
    ],
)
def test_wrong_usage(arguments, words, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status, said = complaint(arguments, capsys)
    assert status == 2, said
    assert words in said, said


def test_what_is_not_available_yet_cannot_be_selected(capsys):
    for task in load().tasks:
        if not task.available:
            status, said = complaint(["--task", str(task.id)], capsys)
            assert status == 2, said
            assert "not available yet; the tasks that are: 1, " in said, said


def complaint(arguments, capsys):
    """The exit status for wrong arguments, and what was said about them before any judging."""
    try:
        status = main(arguments)
    except SystemExit as error:
        status = error.code
    captured = capsys.readouterr()
    assert not captured.out, "a complaint is no result"
    return status, captured.err


def test_the_projects_trees_go_by_name_and_others_by_path(tmp_path):
    (tmp_path / "mine" / load().stages[0].folder).mkdir(parents=True)
    assert repr(SOLUTIONS) in run("--target", "solutions", cwd=tmp_path).stderr, "by name"
    assert repr(tmp_path / "mine") in run("--target", "mine", cwd=tmp_path).stderr, "by path"


def test_places_are_named_as_seen_from_here(tmp_path):
    assert "\n  solutions/x.py:7\n" in run(says="failed").stdout, "from the project's root"
    assert f"\n  {ROOT}/solutions/x.py:7\n" in run(says="failed", cwd=tmp_path).stdout, "elsewhere"


def test_json_alone_on_the_output():
    result = run("--json", "-", says="failed")
    report = json.loads(result.stdout)
    assert result.returncode == 1, result.stderr
    assert (report["schema"], report["target"], report["next"]) == (1, "solutions", FIRST), report


def test_json_file_beside_the_report(tmp_path):
    file = tmp_path / "result.json"
    result = run("--json", str(file))
    assert "steps are done" in result.stdout, result.stdout
    assert json.loads(file.read_text())["next"] is None, "all done"


def test_piped_output_has_no_escape_codes():
    result = run(says="failed")
    assert "\x1b" not in result.stdout + result.stderr, result.stdout
    assert "5 × 2 …" in result.stdout, "messages as they are"
    assert "\x1b[" in run(says="failed", FORCE_COLOR="1").stdout, "but where it is asked for"
    assert "\x1b[" in run("--color", "always", says="failed", NO_COLOR="1").stdout, "either way"


def test_a_gbk_console_gets_what_it_can_show():
    result = run(says="failed", PYTHONIOENCODING="ascii")
    assert "5 x 2 ..." in result.stdout and result.returncode == 1, result.stderr


def test_a_reader_that_stops_early_is_no_error():
    command = 'exec 3>&1; "$@" --target solutions | true; echo "${PIPESTATUS[0]}" >&3'
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FAKE": "failed", "HEAVY": ""}
    result = subprocess.run(
        ["bash", "-c", command, "bash", sys.executable, "-c", FAKE_JUDGE, "list"],
        capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60,
        env=environment | {"GRADER": str(ROOT / "grader.py")},
    )  # fmt: skip
    assert result.stdout == "1\n", result.stdout + result.stderr
    assert "Traceback" not in result.stderr and "Broken" not in result.stderr, result.stderr


def test_interrupted():
    result = run(says="interrupt")
    assert result.returncode == 130, result.stderr
    said = [
        line for line in result.stderr.splitlines() if not line.startswith(("JUDGED", "LOADED"))
    ]
    assert said == ["Interrupted."], result.stderr


@pytest.mark.parametrize("says", ["passed", "interrupt"])
def test_progress_leaves_the_terminal_as_it_was(says):
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FAKE": says, "HEAVY": "", "TERM": "xterm"}
    result = subprocess.run(
        [sys.executable, "-c", FAKE_JUDGE, "--target", "solutions"],
        stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, timeout=60,
        env=environment | {"GRADER": str(ROOT / "grader.py")},
    )  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        written += chunk
    os.close(ours)
    assert result.returncode == (130 if says == "interrupt" else 0), written
    assert b"Judging" in written, "progress is shown"
    assert b"Judging" not in result.stdout, "not among the results"
    assert written.rfind(b"\x1b[?25h") > written.rfind(b"\x1b[?25l"), "the cursor is back"
    assert b"Judging" not in written[written.rfind(b"\x1b[2K") :], "the line is gone"


def test_nothing_heavy_is_imported_here():
    for command in ("report", "list"):
        assert "LOADED []" in run(command, says="failed").stderr, "a warm report is there at once"


def test_the_judge_imports_nothing_heavy_before_it_has_to():
    code = f"import sys, kata.judging.judge; print({HEAVY} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, text=True)
    assert result.stdout == "set()\n", result.stdout + result.stderr


def test_without_packages_it_says_what_to_do():
    result = subprocess.run(
        [sys.executable, "-E", "-S", "grader.py"], capture_output=True, text=True, cwd=ROOT
    )
    assert result.returncode == 3, result.stderr
    assert "make setup" in result.stderr and "numpy, torch" in result.stderr, result.stderr
    assert "Traceback" not in result.stderr, result.stderr


def test_help_needs_no_packages():
    result = subprocess.run(
        [sys.executable, "-S", "grader.py", "--help"], capture_output=True, text=True, cwd=ROOT
    )
    assert result.returncode == 0 and "list" in result.stdout, result.stderr


def test_an_old_python_is_told_so():
    source = (ROOT / "grader.py").read_text()
    ast.parse(source, feature_version=(3, 4))
    old = "import sys; sys.version_info = (3, 8, 1, 'final', 0); exec(open('grader.py').read())"
    result = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 3, result.stderr
    assert "Python 3.11 or later" in result.stderr and "3.8" in result.stderr, result.stderr
    assert "make setup" in result.stderr, result.stderr
