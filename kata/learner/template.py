"""The process that learner processes are forked from: it has imported, and computed nothing.

Started by `exec`, so nothing of the judge is in it, and forked once for each test, since a fork
costs milliseconds where a start costs a tenth of a second. It runs no learner code itself, so it
can be trusted to end what a test leaves behind: it adopts the orphans of its children.

    fork  (with three descriptors: wire, prints, trace)  -> the child's process id
    end                                                  -> the child's exit status, nothing left
"""

import faulthandler
import gc
import importlib
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile

from kata import guard
from kata.learner import wire
from kata.learner.server import Server, fix_random_states

FORK, END = b"f", b"e"
LATE = {
    "numpy": ("numpy.typing",),
    "torch": ("torch.fx.experimental.symbolic_shapes", "torch._dynamo"),
}
SEMAPHORES = "/dev/shm"
NO_CONNECTION = 70  # exit status of a learner process that could not reach the judge


def main(control: int, preload: list[str]) -> None:
    """Serve the judge on the socket `control` until it is closed."""
    for name in preload:
        importlib.import_module(name)
        # What a package imports only on its first use (for PyTorch: a backward pass, an optimizer)
        # would be imported again in every child, which takes longer than most tests.
        for late in LATE.get(name, ()):
            importlib.import_module(late)
    guard.shut()
    guard.adopt_orphans()
    gc.collect()
    gc.freeze()  # a child's garbage collections then leave these pages shared
    judge = socket.socket(fileno=control)
    home = os.getcwd()
    child, place = 0, ""
    while True:
        command, descriptors, _, _ = socket.recv_fds(judge, 1, 3)
        if command == FORK:
            os.makedirs(home, exist_ok=True)  # learner code may have taken it away
            place = tempfile.mkdtemp(dir=home)
            child = os.fork()
            if child == 0:
                os.setsid()
                _move_to(place)
                run(*descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            judge.sendall(str(child).encode())
        else:
            judge_is_gone = command != END
            status = _end(child)
            shutil.rmtree(home if judge_is_gone else place, ignore_errors=True)
            child, place = 0, ""
            if judge_is_gone:  # which else would remove the folder
                return
            judge.sendall(str(status).encode())


def run(channel: int, prints: int, trace: int) -> None:
    """Be a learner process: answer requests on `channel` until it is closed. Never returns.

    It leads a session of its own, away from the terminal.
    """
    status = 1
    try:
        guard.open_up()  # the judge looks at its memory
        guard.give_up_privileges()
        guard.die_with_parent()
        _restrict()
        _name_semaphores()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(prints, 1)
        os.dup2(prints, 2)
        _close_others({0, 1, 2, channel, trace})
        judge = socket.socket(fileno=channel)
        sys.stdin = os.fdopen(0)
        sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="replace")
        sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="replace")
        faulthandler.enable(trace, all_threads=False)
        faulthandler.register(signal.SIGUSR1, trace, all_threads=False)
        fix_random_states()
        _serve(judge)
        status = 0
    except OSError:
        status = NO_CONNECTION
    finally:
        os._exit(status)


def _move_to(place: str) -> None:
    """Work in a folder, and have temporary files there, so that none outlives the test."""
    os.chdir(place)
    os.environ["TMPDIR"] = place
    tempfile.tempdir = None  # found again when it is asked for


def _serve(judge: socket.socket) -> None:
    def receive() -> bytes:
        header = _receive_exactly(judge, wire.HEADER)
        return _receive_exactly(judge, wire.frame_length(header))

    def send(message: bytes) -> None:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # learner code may have closed or replaced it
                pass
        judge.sendall(wire.frame(message))

    def exchange(message: bytes) -> bytes:
        send(message)
        return receive()

    server = Server(exchange)
    try:
        while True:
            send(server.answer(receive()))
    except EOFError:
        pass


def _receive_exactly(judge: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = judge.recv(min(size - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def _restrict() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")  # where memory runs out, this process goes first
    except OSError:
        pass


def _close_others(kept: set[int]) -> None:
    low = 0
    for descriptor in sorted(kept):
        if low < descriptor:  # an empty range would close everything
            os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, os.sysconf("SC_OPEN_MAX"))


def _end(child: int) -> int:
    """Kill the child and everything that it started, and give the child's wait status."""
    if not child:
        return 0
    for kill in (os.kill, os.killpg):
        try:
            kill(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
    _, status = os.waitpid(child, 0)
    while _has_children():  # orphans, adopted just now; their children will be
        _kill_children()
    for name in os.listdir(SEMAPHORES) if os.path.isdir(SEMAPHORES) else ():
        if name.startswith(f"sem.kata-{child}-"):
            try:
                os.unlink(os.path.join(SEMAPHORES, name))
            except FileNotFoundError:  # another's code may remove it
                pass
    return status


def _name_semaphores() -> None:
    """Name those that spawned workers share so that they can be found after a kill."""
    multiprocessing.current_process()._config["semprefix"] = f"/kata-{os.getpid()}"  # type: ignore[attr-defined]


def _kill_children() -> None:
    """Kill each child as soon as it is found, the youngest first: some fork again at once."""
    for pid in sorted((int(name) for name in os.listdir("/proc") if name.isdigit()), reverse=True):
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                parent = int(file.read().rpartition(b")")[2].split()[1])
            if parent == os.getpid():
                os.kill(pid, signal.SIGKILL)
        except OSError:  # it has ended
            pass


def _has_children() -> bool:
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True
