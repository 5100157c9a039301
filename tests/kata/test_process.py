"""Whatever learner code does to its process, the judge says so in a sentence and goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from kata import learner
from kata.launch import environment, python
from kata.learner import task1
from kata.learner.process import LearnerProcess, LearnerStopped, Limits, Template
from kata.learner.session import ModuleBroken, Session, Tree

Run = Callable[..., Callable[[], Session]]

HOSTILE = """
import ctypes, os, signal, subprocess, sys, threading, time
import numpy as np

def fine():
    return 1

def loop():
    while True:
        pass

def stubborn():
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass

def native():
    return pow(3, 10 ** 10)

def sleep():
    time.sleep(1000)

def leave():
    os._exit(0)

def segfault():
    ctypes.string_at(0)

def abort():
    os.abort()

def bomb():
    hoard = []
    while True:
        hoard.append(np.ones(1 << 20))

def bomb_in_child():
    code = "x = [bytearray(b'x' * (1 << 20)) for _ in range(2000)]; import time; time.sleep(100)"
    subprocess.run([sys.executable, "-c", code])

def recurse(n=0):
    sys.setrecursionlimit(10 ** 9)
    return recurse(n + 1)

def shout():
    while True:
        print("x" * 10_000)

def speak():
    print("hello from your code")
    print("and from stderr", file=sys.stderr)
    os.write(1, b"and from below")

def ask():
    return input()

def write_everywhere():
    for number in range(3, 64):
        try:
            os.write(number, b"\\0" * 64)
        except OSError:
            pass
    return 1

def close_everything():
    os.closerange(0, 64)

def kill_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(100)

def leave_children():
    command = [sys.executable, "-c", "import time; time.sleep(1000)"]
    group = subprocess.Popen(command)
    own = subprocess.Popen(command, start_new_session=True)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1000)
        os._exit(0)
    return [group.pid, own.pid]

def spoil():
    os.chdir("/")
    os.environ["SPOILED"] = "1"
    np.random.seed(0)
    np.seterr(all="raise")
    np.add = None
    return True

def spoiled():
    return [os.getcwd() == "/", "SPOILED" in os.environ, np.geterr()["over"] == "raise", np.add is None]
"""  # noqa: E501


def stopped(call: Callable[[], Any]) -> LearnerStopped:
    with pytest.raises(LearnerStopped) as caught:
        call()
    return caught.value


@pytest.mark.parametrize("name", ["loop", "stubborn", "native"])
def test_computing_without_end_is_stopped(run: Run, name: str) -> None:
    run(HOSTILE, Limits(0.5, 512))
    start = time.monotonic()
    found = stopped(getattr(task1, name))
    assert found.kind == "timeout" and "0.5 s of computing" in found.sentence
    assert time.monotonic() - start < 10
    if name != "stubborn":  # which ignores the signal that asks for its line
        assert found.trace[0][0].endswith("task1_tensor.py") and found.trace[0][2] == name


def test_waiting_without_end_is_stopped(run: Run) -> None:
    run(HOSTILE, Limits(0.3, 512))
    found = stopped(task1.sleep)
    assert found.kind == "timeout" and "waiting" in found.sentence


def test_many_short_requests_share_one_deadline(run: Run) -> None:
    run("def busy():\n    return sum(range(200_000))", Limits(0.5, 512))
    start = time.monotonic()

    def ask_for_ever() -> None:
        while time.monotonic() - start < 30:
            task1.busy()

    assert stopped(ask_for_ever).kind == "timeout"


@pytest.mark.parametrize(
    ("name", "words"),
    [("leave", "os._exit"), ("segfault", "segmentation fault"), ("abort", "abort"),
     ("close_everything", "connection"), ("write_everywhere", "connection|can't read")],
)  # fmt: skip
def test_a_process_that_ends_is_explained(run: Run, name: str, words: str) -> None:
    run(HOSTILE)
    found = stopped(getattr(task1, name))
    assert found.kind == "crashed"
    assert any(word in found.sentence for word in words.split("|"))
    if name in ("segfault", "abort"):
        assert any(line[2] == name for line in found.trace)


@pytest.mark.parametrize("name", ["bomb", "bomb_in_child", "recurse"])
def test_memory_without_end_is_stopped(run: Run, name: str) -> None:
    run(HOSTILE, Limits(20, 300))
    found = stopped(getattr(task1, name))
    assert found.kind == "crashed"
    assert "300 MiB" in found.sentence or "segmentation" in found.sentence


def test_after_a_stop_every_request_says_the_same(run: Run) -> None:
    start = run(HOSTILE)
    first = stopped(task1.leave)
    assert stopped(lambda: task1.fine()) is first
    learner.open_with(start)
    assert task1.fine() == 1


def test_the_template_may_be_killed(run: Run) -> None:
    start = run(HOSTILE)
    assert stopped(task1.kill_parent).kind == "crashed"
    learner.open_with(start)
    assert task1.fine() == 1


def test_prints_are_kept_and_cut(run: Run) -> None:
    run(HOSTILE, Limits(1, 512))
    task1.speak()
    text = learner.printed()
    for words in ("hello from your code", "and from stderr", "and from below"):
        assert words in text
    assert stopped(task1.shout).kind == "timeout"
    assert len(learner.printed()) < 5_000 and "bytes more" in learner.printed()


def test_there_is_nobody_to_ask(run: Run) -> None:
    run(HOSTILE)
    with pytest.raises(EOFError):
        task1.ask()


def test_no_child_is_left_behind(run: Run, template: Template) -> None:
    run(HOSTILE)
    children = task1.leave_children()
    assert all(psutil.pid_exists(pid) for pid in children)
    assert template._process
    above = psutil.Process(template._process.pid)
    assert len(above.children(recursive=True)) >= 4
    learner.close()
    assert not any(psutil.pid_exists(pid) for pid in children)
    assert above.children(recursive=True) == []


def test_nothing_reaches_the_next_test(run: Run) -> None:
    start = run(HOSTILE)
    assert task1.spoil() and all(task1.spoiled())
    learner.open_with(start)
    assert not any(task1.spoiled())


def test_importing_without_end_is_tried_once(run: Run) -> None:
    start = run("while True:\n    pass", Limits(0.5, 512))
    with pytest.raises(ModuleBroken, match="computing"):
        task1.Tensor(1.0)
    learner.open_with(start)
    begin = time.monotonic()
    with pytest.raises(ModuleBroken, match="computing"):
        task1.Tensor(1.0)
    assert time.monotonic() - begin < 0.4


def test_no_file_of_the_learners_shadows_a_library(run: Run, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    (tmp_path / "numpy.py").write_text("raise SystemExit")
    run("import json, numpy\ndef path():\n    return [json.__file__, numpy.__file__]")
    assert not any(path.startswith(str(tmp_path)) for path in task1.path())


def test_a_fresh_process_serves_where_there_is_no_fork() -> None:
    template = Template(["numpy"], fork=False)
    for _ in range(2):
        session = Session(Tree({}), lambda session: LearnerProcess(template, Limits()))
        assert session.request("call", max, 1, 2) == 2
        session.close()
    session = Session(Tree({}), lambda session: LearnerProcess(template, Limits(1.0, 512)))
    module = session.request("beside", "loop", "def loop():\n    while True:\n        pass")
    assert stopped(lambda: module.loop()).kind == "timeout"
    session.close()
    template.close()


def test_a_template_can_be_started_early() -> None:
    template = Template(["numpy"])
    template.warm()
    early = template._process
    template.warm()
    session = Session(Tree({}), lambda session: LearnerProcess(template, Limits()))
    assert session.request("call", max, 1, 2) == 2 and template._process is early
    session.close()
    template.close()


@pytest.mark.parametrize("signal", ["SIGKILL", "SIGTERM"])
def test_killing_the_judge_leaves_no_process(tmp_path: Path, signal: str) -> None:
    code = f"""
import sys, time
sys.path.append({os.getcwd()!r})
from kata.learner.process import LearnerProcess, Limits, Template
template = Template(["numpy"])
process = LearnerProcess(template, Limits())
print(template._process.pid, process.pid, flush=True)
time.sleep(100)
"""
    judge = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment()
    )
    assert judge.stdout
    pids = [int(pid) for pid in judge.stdout.readline().split()]
    assert len(pids) == 2 and all(psutil.pid_exists(pid) for pid in pids)
    judge.send_signal(getattr(__import__("signal"), signal))
    judge.wait()
    deadline = time.monotonic() + 10
    while any(psutil.pid_exists(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_without_linux_a_process_ends_soon_after_its_parent(tmp_path: Path) -> None:
    child = f"""
import os, sys
sys.path.append({os.getcwd()!r})
from kata import guard
sys.platform = "darwin"
guard.die_with_parent()
print(os.getpid(), flush=True)
while True: pass
"""
    home = tmp_path / "home"
    home.mkdir()
    code = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {child!r}], cwd={str(home)!r})
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while (computes(pid) or home.exists()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not computes(pid) and not home.exists()


def computes(pid: int) -> bool:
    """Whether a process is still there, not just the entry that nobody has read yet."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_python_runs_statements_with_the_project_at_hand(tmp_path: Path) -> None:
    (tmp_path / "kata").mkdir()
    (tmp_path / "kata" / "__init__.py").write_text("raise SystemExit('the wrong one')")
    done = subprocess.run(
        python("import kata.paths; print(kata.paths.ROOT)"),
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()) == Path.cwd()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is done")
def test_judge_and_learner_take_turns_on_one_processor_until_one_computes_for_long(
    template: Template,
) -> None:
    everywhere = os.sched_getaffinity(0)
    process = LearnerProcess(template, Limits())
    assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(process.pid) == os.sched_getaffinity(0)
    process._processor.leave()
    assert os.sched_getaffinity(process.pid) == os.sched_getaffinity(0) == everywhere
    process.close()
    other = LearnerProcess(template, Limits())
    other.close()
    assert os.sched_getaffinity(0) == everywhere
