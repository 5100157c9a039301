"""Watch mode as a learner has it: the real program in a terminal, with keys, saves and mishaps."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import psutil
import pytest

from kata.paths import ROOT, SOLUTIONS
from tests.kata import trees

FILE = Path("stage1_foundations", "task1_tensor.py")
PATIENCE = 180  # seconds; what is waited for comes far sooner on a machine that is not busy
CODES = re.compile(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[?0-9;]*[A-Za-z]")
WRONG = "return grad"
ENDLESS = "while True: pass"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    project = tmp_path_factory.mktemp("project")
    ignore = shutil.ignore_patterns("__pycache__")
    for part in ("kata", "solutions", "exercises"):
        shutil.copytree(ROOT / part, project / part, ignore=ignore)
    for stage in (ROOT / "tests").glob("stage*"):
        shutil.copytree(stage, project / "tests" / stage.name, ignore=ignore)
    shutil.copytree(ROOT / "tests" / "beside", project / "tests" / "beside", ignore=ignore)
    shutil.copy(ROOT / "grader.py", project)
    return project


@pytest.fixture
def project(copy):
    """A copy of the project with 1.1 done, 1.2 wrong, and the rest to do."""
    write(copy, WRONG)
    shutil.rmtree(copy / ".kata", ignore_errors=True)
    yield copy
    assert_nothing_is_left(copy)


def code(body: str | None) -> str:
    """The module with this body in the place of what 1.2 is to be; None: the right one."""
    first = trees.done_before("1.3")

    def bodies(marker):
        return marker.indent + body if body and marker.step == "1.2" else first(marker)

    return trees.rewritten((SOLUTIONS / FILE).read_text("utf-8"), bodies)


def write(project: Path, body: str | None) -> None:
    (project / "exercises" / FILE).write_text(code(body), "utf-8")


def processes(project: Path) -> list[psutil.Process]:
    """Those that the program has started: their command line names the project."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(str(project) in word for word in process.cmdline()):
                found.append(process)
        except psutil.Error:
            pass
    return found


def assert_nothing_is_left(project: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while processes(project):
        assert time.monotonic() < deadline, processes(project)
        time.sleep(0.05)


class Watch:
    """The program in a terminal of its own; leaving it quits, if that was not done."""

    def __init__(self, project: Path, *arguments: str, size: tuple[int, int] = (80, 24)) -> None:
        self.project = project
        self.written = ""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(project)
            environment = os.environ | {"TERM": "xterm", "LANGUAGE": "en", "PYTHONUTF8": "1"}
            command = [sys.executable, "grader.py", "watch", *arguments]
            os.execve(sys.executable, command, environment)
        self.resize(*size)
        self.before = termios.tcgetattr(self.terminal)

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def resize(self, width: int, height: int) -> None:
        size = struct.pack("HHHH", height, width, 0, 0)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, size)

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self.terminal, key.encode())

    @property
    def screen(self) -> str:
        """What stands on the screen, line by line: it is always drawn as a whole."""
        frame = self.written.rpartition("\x1b[H")[2]
        return CODES.sub("", frame).replace("\r\n", "\n")

    def until(self, *parts: str, without: str = "\0") -> str:
        """Wait until the screen shows all parts, and give it."""
        deadline = time.monotonic() + PATIENCE
        while not all(part in self.screen for part in parts) or without in self.screen:
            assert time.monotonic() < deadline, f"no {parts} in\n{self.screen}"
            assert self.read(1.0), f"it has ended:\n{self.written[-3000:]}"
        return self.screen

    def read(self, seconds: float) -> bool:
        """Read what was written meanwhile; False where it has ended."""
        if select.select([self.terminal], [], [], seconds)[0]:
            try:
                self.written += os.read(self.terminal, 1 << 16).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                return False
        return True

    def end(self) -> int:
        """Wait for the end; the terminal must then be as it was. Gives the exit status."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self.read(0.05)
            assert time.monotonic() < deadline, self.screen
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                break
        while select.select([self.terminal], [], [], 0)[0] and self.read(0):
            pass
        self.pid = 0
        assert termios.tcgetattr(self.terminal) == self.before, "keys are read as before"
        for on, off in (("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?25l", "\x1b[?25h")):
            assert self.written.rfind(off) > self.written.rfind(on), "the screen is as before"
        assert "Traceback" not in self.written, self.written[-3000:]
        return os.waitstatus_to_exitcode(status)

    def diary(self) -> str:
        return (self.project / ".kata" / "diary.jsonl").read_text("utf-8")


def test_from_a_failure_to_the_next_step(project):
    with Watch(project) as watch:
        text = watch.until("1.2 ", "failing, ", " of 11 steps")
        assert "1.2 fails" in text and "q quit" in text, text
        watch.press("d")
        watch.until("1.2 is not done yet")
        watch.press("n")
        watch.until("To watch another step")
        watch.press("h")
        watch.until("Hint 1 of 3")
        watch.press("l")
        watch.until("> ✗ 1.2", "any other key: back")
        watch.press("x")
        watch.until("failing, ", without="any other key")
        watch.press("r")
        watch.until("Judging everything")
        watch.press("x")
        watch.until("failing, ", without="any other key")
        write(project, None)
        text = watch.until("Step 1.2 is done: 4 of 4 points.", "Next: 1.3 ")
        assert "Hint" not in text, text
        watch.press("d")
        watch.until("the same as the reference")
        watch.press("x")
        watch.until("n goes there")
        watch.press("n")
        watch.until("1.3 ", "to do, ", "2 of 11 steps")
        watch.press("q")
        assert watch.end() == 0
        kinds = re.findall(r'"kind": "(\w+)", "step": "1\.2"', watch.diary())
        assert kinds == ["try", "hint", "try"], watch.diary()


def test_what_editors_and_windows_do(project):
    file = project / "exercises" / FILE
    good = code(WRONG)
    with Watch(project, "1.2", size=(60, 20)) as watch:
        watch.until("failing, ", "1.2 fails")
        half = good.index("def unbroadcast") + len("def unbroadcast")
        file.write_text(good[:half], "utf-8")
        line = good[:half].count("\n") + 1
        watch.until("all for the same reason", f":{line}", without="judging")
        beside = file.with_suffix(".tmp")
        beside.write_text(good, "utf-8")
        beside.rename(file)  # as vim and others save
        watch.until("1.2 fails", without="judging")
        file.unlink()
        watch.until("task1_tensor.py is missing", without="judging")
        file.write_text(good, "utf-8")
        watch.until("1.2 fails", without="judging")
        file.write_bytes(good.encode("utf-16"))
        watch.until("all for the same reason", without="judging")
        file.write_text(good, "utf-8")
        narrow = watch.until("1.2 fails", without="judging")
        assert max(map(len, narrow.split("\n"))) <= 60 and narrow.count("\n") == 19, narrow
        watch.resize(100, 30)
        deadline = time.monotonic() + PATIENCE
        while watch.screen.count("\n") != 29:
            assert time.monotonic() < deadline and watch.read(1.0), watch.screen
        watch.press("Q")
        assert watch.end() == 0


def test_a_save_during_a_run_starts_anew(project):
    with Watch(project, "1.2") as watch:
        watch.until("failing, ", "1.2 fails")
        write(project, ENDLESS)
        watch.until("judging …  before: failing", "1.2 fails")
        write(project, None)
        watch.until("Step 1.2 is done")
        assert "takes too long" not in watch.written, "nobody waited for the endless loop"
        watch.press("q")
        assert watch.end() == 0


@pytest.mark.parametrize("key", ["q", "\x03"])
def test_it_ends_in_the_middle_of_a_run(project, key):
    with Watch(project, "1.2") as watch:
        watch.until("failing, ")
        diary = watch.diary()
        write(project, ENDLESS)
        watch.until("judging …  before: failing")
        watch.press(key)
        assert watch.end() == 0
        assert watch.diary() == diary and (project / "exercises" / FILE).read_text("utf-8") == code(
            ENDLESS
        )


def test_it_ends_before_anything_is_known(project):
    with Watch(project) as watch:
        watch.until("q quit")
        watch.press("q")
        assert watch.end() == 0


def test_a_judge_that_is_killed_is_replaced(project):
    with Watch(project, "1.2") as watch:
        watch.until("failing, ")
        for process in processes(project):
            if "worker.main" in " ".join(process.cmdline()):
                process.kill()
        write(project, None)
        watch.until("Step 1.2 is done")
        watch.press("q")
        assert watch.end() == 0


def test_a_watcher_that_is_killed_leaves_nothing_behind(project):
    with Watch(project, "1.2") as watch:
        watch.until("failing, ")
        write(project, ENDLESS)
        watch.until("judging …  before: failing")
        diary = watch.diary()
        os.kill(watch.pid, signal.SIGKILL)
        assert_nothing_is_left(project)
        assert watch.diary() == diary


def test_without_a_terminal_it_prints_a_line_for_every_verdict(project):
    command = [sys.executable, "grader.py", "watch", "1.2", "--lang", "en"]
    with subprocess.Popen(
        command, cwd=project, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8",
    ) as watch:  # fmt: skip
        assert watch.stdout and watch.stderr
        assert re.match(
            r"\d\d:\d\d:\d\d 1\.2 .*: failing, .* tests pass; ", watch.stdout.readline()
        )
        write(project, None)
        assert ": done, " in watch.stdout.readline()
        assert watch.stdout.readline().startswith("Next: 1.3 ")
        watch.terminate()
        rest, errors = watch.communicate(timeout=PATIENCE)
        assert (rest, errors) == ("", ""), "and nothing else"
        assert watch.returncode == 128 + signal.SIGTERM
