"""How long a learner waits: for a verdict after a save, and for a report."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kata.curriculum import load
from kata.paths import ROOT

STEP = load().step("1.4")
ENVIRONMENT = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "LANGUAGE": "en"}


@pytest.fixture(params=["solutions"])
def tree(request):
    """The reference alone: what is to be written takes no time to judge."""
    return request.param


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project in which the reference stands for what a learner wrote."""
    folder = tmp_path_factory.mktemp("project")
    ignore = shutil.ignore_patterns("__pycache__")
    for part in ("kata", "solutions", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=ignore)
    shutil.copytree(ROOT / "solutions", folder / "exercises", ignore=ignore)
    for file in ("grader.py", "pyproject.toml"):
        shutil.copy(ROOT / file, folder / file)
    return folder


def python(project: Path, *arguments: str) -> None:
    """Run Python to its end, whatever the status."""
    subprocess.run(
        [sys.executable, *arguments], cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    )


@contextmanager
def watching(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Watch mode, once it has given its first verdict."""
    command = [sys.executable, "grader.py", "watch", STEP.id]
    with subprocess.Popen(
        command, cwd=project, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert "done" in process.stdout.readline(), "the first verdict"
        yield process
        process.terminate()


def test_watch(race, project):
    """From a save of the step's module to the verdict, all tests of the step run anew."""
    file = project / "exercises" / STEP.file
    text = file.read_text("utf-8")
    saves = 0
    with watching(project) as process:

        def make():
            def save():
                nonlocal saves
                saves += 1
                file.write_text(f"{text}# {saves}\n", "utf-8")
                while ": done," not in process.stdout.readline():
                    pass  # what comes next

            return save

        def pytest_cold():
            python(project, "-m", "pytest", str(STEP.test_file), "-q")

        title = f"watch: from a save to the verdict on step {STEP.id}"
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
