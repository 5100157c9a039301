"""What lies beside the exercises counts for nothing, and the terminal is left alone."""

import json
import os
import pty
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest

from kata.launch import environment
from kata.paths import ROOT, SOLUTIONS
from kata.skeleton import skeleton
from tests.kata.attacks.arena import ATTACKED, CODE, Attack, attacked

SHADOWS = ("numpy.py", "json.py", "kata.py", "conftest.py", "sitecustomize.py", "usercustomize.py")
SHADOWS += ("pytest.py", "hypothesis/__init__.py", "tests/__init__.py", "solutions/__init__.py")
SETTINGS = {
    "pytest.ini": "[pytest]\naddopts = --collect-only -p no:python\n",
    "tox.ini": "[pytest]\naddopts = --collect-only\n",
    "setup.cfg": "[tool:pytest]\naddopts = --collect-only\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n",
    "pyvenv.cfg": "home = /nowhere\n",
    ".kata/cache.json": '{"version": 2, "entries": {}}',
    ".kata/diary.jsonl": '{"step": "2.1", "status": "done", "score": 3}\n',
    "results.json": '{"score": 3}',
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Task 2 of the reference, and everything beside it that might shadow or configure."""
    shadow = "import os\nos.write(2, b'shadowed')\nraise SystemExit(0)\n"
    for folder in (tmp_path, tmp_path / "stage1_foundations"):
        for name, text in {**dict.fromkeys(SHADOWS, shadow), **SETTINGS}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    (tmp_path / ATTACKED).write_bytes((SOLUTIONS / ATTACKED).read_bytes())
    return tmp_path


def grade(tree: Path, *options: str, **streams: object) -> subprocess.CompletedProcess[bytes]:
    """Run the grader there on step 2.1."""
    command = [sys.executable, str(ROOT / "grader.py"), "--target", str(tree), "--step", "2.1"]
    return subprocess.run(
        [*command, "--fresh", "--lang", "en", *options],
        cwd=tree, env=environment(), timeout=120, **streams,
    )  # type: ignore[call-overload]  # fmt: skip


@pytest.mark.parametrize(("done", "score"), [(True, 3), (False, 0)])
def test_files_beside_the_exercises_change_no_score(tree: Path, done: bool, score: int) -> None:
    if not done:
        path = tree / ATTACKED
        path.write_text(skeleton(path.read_text("utf-8")), "utf-8")
    ran = grade(tree, "--json", "-", capture_output=True)
    assert b"shadowed" not in ran.stderr + ran.stdout
    assert ran.returncode == (0 if done else 1), ran.stderr
    report = json.loads(ran.stdout)
    assert report["score"] == score
    assert [step["status"] for task in report["stages"][0]["tasks"] for step in task["steps"]] == [
        "done" if done else "todo"
    ]


def test_the_terminal_is_left_alone(tree: Path) -> None:
    attack = Attack("terminal", (CODE / "terminal.py").read_text("utf-8"))
    (tree / ATTACKED).write_text(attacked(attack), "utf-8")
    here, there = pty.openpty()
    settings = termios.tcgetattr(there)
    shown = bytearray()
    reader = threading.Thread(target=_read, args=(here, shown))
    reader.start()
    ran = grade(tree, "--color", "always", stdin=there, stdout=there, stderr=there)
    assert termios.tcgetattr(there) == settings
    os.close(there)
    reader.join()
    assert ran.returncode == 1
    assert b"no terminal" in shown and b"passed" in shown
    for sequence in (b"\x1b]0", b"\x07", b"\x1b[2J", b"passed\r\r"):
        assert sequence not in shown, shown


def _read(terminal: int, into: bytearray) -> None:
    try:
        while part := os.read(terminal, 1 << 16):
            into += part
    except OSError:  # nobody has the other end any more
        pass
    os.close(terminal)
