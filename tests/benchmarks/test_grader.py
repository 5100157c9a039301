"""How long a learner waits: for a verdict after a save, and for a report."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kata.curriculum import load
from kata.paths import ROOT
from tests.kata import trees

STEPS = ["1.1", "1.2", "1.3", "1.4", "1.8"]  # 1.8 takes the longest of stage 1
ENVIRONMENT = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "LANGUAGE": "en"}


@pytest.fixture(params=["solutions"])
def tree(request):
    """The reference alone: what is to be written takes no time to judge."""
    return request.param


@pytest.fixture
def project(tmp_path):
    """A copy of the project in which the reference stands for what a learner wrote."""
    ignore = shutil.ignore_patterns("__pycache__")
    for part in ("kata", "solutions", "tests"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignore)
    for file in ("grader.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path / file)
    trees.write(tmp_path / "exercises", trees.done_before())
    return tmp_path


def python(project: Path, *arguments: str) -> None:
    """Run Python to its end, whatever the status."""
    subprocess.run(
        [sys.executable, *arguments], cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    )


@contextmanager
def watching(project: Path, step: str) -> Iterator[subprocess.Popen[str]]:
    """Watch mode, once it has given its first verdict."""
    command = [sys.executable, "grader.py", "watch", step]
    with subprocess.Popen(
        command, cwd=project, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert "done" in process.stdout.readline(), "the first verdict"
        time.sleep(1.5)  # the same verdict in the same second is not told twice
        yield process
        process.terminate()


@pytest.mark.parametrize("id", STEPS)
def test_watch(race, project, id):
    """From a save of the step's module to the verdict, all tests of the step run anew.

    What comes after the step is still to be written, as it is for whoever works at it.
    """
    step = load().step(id)
    steps = load().steps
    trees.write(project / "exercises", trees.done_before(steps[steps.index(step) + 1].id))
    file = project / "exercises" / step.file
    text = file.read_text("utf-8")
    saves = 0
    with watching(project, id) as process:

        def make():
            def save():
                nonlocal saves
                saves += 1
                file.write_text(f"{text}# {saves}\n", "utf-8")
                while ": done," not in process.stdout.readline():
                    pass  # what comes next

            return save

        def pytest_cold():
            python(project, "-m", "pytest", str(step.test_file), "-q")

        title = f"watch: from a save to the verdict on step {id}"
        race(title, make, {"cold pytest of the step": pytest_cold}, rounds=7)


def test_report_on_unchanged_code(race, project):
    """The report on everything, all of it from the cache."""

    def make():
        return lambda: python(project, "grader.py")

    others = {"python -c pass": lambda: python(project, "-c", "pass")}
    race("report, unchanged", make, others, rounds=10)


def test_report(race, project):
    """The report on everything, every step judged anew, on all cores."""

    def make():
        return lambda: python(project, "grader.py", "--fresh")

    race("report, judged anew", make, {}, rounds=1)
