"""The learner process as the judge sees it: started, spoken to, watched, ended.

Every wait for an answer watches the deadline of CPU and wall time and the memory of the whole
process tree. Where one is passed, or the process is gone, `LearnerStopped` says so in a sentence.
"""

import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import psutil

from kata.language import _, mark
from kata.launch import environment, kill_once_stopped, python
from kata.learner import wire
from kata.learner.template import NO_CONNECTION

WALL_PER_CPU = 5  # a process gets this many seconds of waiting for each second of computing
WATCH_INTERVAL = 0.1  # seconds between two looks at the process tree
PRINT_LIMIT = 4_000  # bytes of what learner code prints that are kept
TRACE_LIMIT = 20_000
TRACE_SECONDS = 0.5  # how long a process has to say where it is
ANSWERS_LIMIT = 1 << 31  # bytes of all answers in a test
PROCESSES = 64  # that a test may have at a time
OVERDUE = 4  # times the waiting that a process gets, after which it is stopped whatever it does


SIGNALS: dict[int, str] = {
    signal.SIGSEGV: mark("your code's process was ended by a segmentation fault"),
    signal.SIGABRT: mark("your code's process was ended by an abort in native code"),
    signal.SIGFPE: mark("your code's process was ended by an arithmetic error in native code"),
    signal.SIGKILL: mark(
        "your code's process was ended by a kill signal, or by closing its connection to the grader"
    ),
}


class LearnerStopped(BaseException):
    """The learner process was stopped, or stopped itself, while the judge waited for it.

    No `Exception`, so that neither a test nor Hypothesis takes it for a failed example and tries
    again. `trace` holds the lines of Python that were running, innermost first: (file, line, name).
    """

    def __init__(
        self,
        kind: Literal["timeout", "crashed"],
        sentence: str,
        trace: Sequence[tuple[str, int, str]] = (),
    ) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.trace = tuple(trace)


@dataclass(frozen=True)
class Limits:
    """What one test may use: seconds of CPU time, MiB of memory."""

    seconds: float = 10.0
    memory: int = 2048


class LearnerProcess:
    """One learner process. `exchange` sends it a message and waits for its answer."""

    def __init__(self, template: "Template", limits: Limits) -> None:
        self._template = template
        self._limits = limits
        self._channel, there = socket.socketpair()
        self._prints, prints = os.pipe()
        self._trace, trace = os.pipe()
        for descriptor in (self._channel.fileno(), self._prints, self._trace):
            os.set_blocking(descriptor, False)
        try:
            self.pid = template.start(there.fileno(), prints, trace)
        finally:
            there.close()
            os.close(prints)
            os.close(trace)
        self._poll = select.poll()
        self._poll.register(self._prints, select.POLLIN)
        self._printed = bytearray()
        self._printed_size = 0
        self._buffer = bytearray()
        self._answered = 0
        self._waited = 0.0
        self._next_look = time.monotonic() + WATCH_INTERVAL
        self._processor = _SharedProcessor(self.pid)
        self._stopped: LearnerStopped | None = None

    @property
    def printed(self) -> str:
        """What learner code has printed so far, cut to a sensible length."""
        self._drain()
        text = self._printed.decode("utf-8", "replace")
        more = self._printed_size - len(self._printed)
        return text + ("\n" + _("… and {n:,} bytes more").format(n=more) if more else "")

    def exchange(self, message: bytes) -> bytes:
        """Send `message` and give the answer, or raise `LearnerStopped`."""
        if self._stopped:
            raise self._stopped
        start = time.monotonic()
        deadline = start + self._limits.seconds * WALL_PER_CPU - self._waited
        try:
            self._send(wire.frame(message), deadline)
            return self._receive(deadline)
        except LearnerStopped as stopped:
            self._stopped = stopped
            raise
        except OSError:
            self._stopped = self._gone()
            raise self._stopped from None
        finally:
            self._waited += time.monotonic() - start

    def close(self) -> None:
        """End the process and everything that it started."""
        self._processor.leave()
        self._channel.close()
        self._template.end()
        os.close(self._prints)
        os.close(self._trace)

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._channel.send(view) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)

    def _receive(self, deadline: float) -> bytes:
        header = self._read(wire.HEADER, deadline)
        size = wire.frame_length(header)
        self._answered += size
        if size > self._limits.memory << 20:  # more than it can have
            sentence = _("your code wrote into the grader's own connection")
            raise LearnerStopped("crashed", sentence)
        if self._answered > ANSWERS_LIMIT:
            raise LearnerStopped("crashed", _("your code's results are too large"))
        return self._read(size, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        while len(self._buffer) < size:
            self._wait(select.POLLIN, deadline)
            try:
                part = self._channel.recv(1 << 20)
            except BlockingIOError:
                continue
            if not part:
                raise ConnectionResetError
            self._buffer += part
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _wait(self, event: int, deadline: float) -> None:
        """Return once the channel is ready, watching the process meanwhile."""
        channel = self._channel.fileno()
        self._poll.register(channel, event)
        while True:
            ready = dict(self._poll.poll(WATCH_INTERVAL * 1000))
            if self._prints in ready:
                self._drain()
            if not ready:  # it computes for long
                self._processor.leave()
            now = time.monotonic()
            if now >= self._next_look:
                self._next_look = now + WATCH_INTERVAL
                self._look(now - deadline)
                if channel not in ready and not self._is_there():
                    raise ConnectionResetError  # what it started may hold the connection open
            if channel in ready:
                return

    def _drain(self) -> None:
        try:
            for _ in range(64):  # then look at the clock again
                part = os.read(self._prints, 1 << 16)
                if not part:
                    self._poll.unregister(self._prints)
                    return
                self._printed_size += len(part)
                self._printed += part[: PRINT_LIMIT - len(self._printed)]
        except (BlockingIOError, KeyError):
            pass

    def _look(self, late: float) -> None:
        """Stop the processes of the test if they use more than its limits.

        `late` is for how many seconds the deadline of waiting has passed.
        """
        seconds = self._limits.seconds
        cpu, busy = 0.0, False
        try:
            tree = self._template.members()
            cpu = sum(sum(member.cpu_times()[:4]) for member in tree)
            resident = sum(member.memory_info().rss for member in tree)
            limit = self._limits.memory << 20
            if resident > limit and _proportional_size(tree) > limit:
                sentence = _("stopped at {mib} MiB of memory").format(mib=self._limits.memory)
                raise self._stop("crashed", sentence)
            if len(tree) > PROCESSES:
                sentence = _("stopped at {n} processes: does your code start ever more of them?")
                raise self._stop("crashed", sentence.format(n=PROCESSES))
            # On a busy machine a process that computes waits for its turn: it has its CPU time.
            busy = any(member.status() == psutil.STATUS_RUNNING for member in tree)
        except psutil.Error:  # a member has just ended
            pass
        if cpu > seconds:
            sentence = _("stopped after {seconds:g} s of computing: does a loop never end?")
            raise self._stop("timeout", sentence.format(seconds=seconds))
        if late > (seconds * WALL_PER_CPU * (OVERDUE - 1) if busy else 0):
            sentence = _(
                "stopped after {seconds:g} s of waiting: does it sleep, or wait for something that "
                "never comes?"
            )
            raise self._stop("timeout", sentence.format(seconds=seconds * WALL_PER_CPU))

    def _is_there(self) -> bool:
        try:
            return bool(psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    def _stop(self, kind: Literal["timeout", "crashed"], sentence: str) -> LearnerStopped:
        try:
            os.kill(self.pid, signal.SIGUSR1)  # asks for the line that it is at
            select.select([self._trace], [], [], TRACE_SECONDS)
            time.sleep(0.01)  # until the rest of it is there
        except ProcessLookupError:
            pass
        trace = self._read_trace()
        self._template.end()
        return LearnerStopped(kind, sentence, trace)

    def _gone(self) -> LearnerStopped:
        """Why the process isn't there any more."""
        status = self._template.end()
        trace = self._read_trace()
        if status is None:
            sentence = _("your code ended the process that it runs in, and the one above it")
        elif os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            other = mark("your code's process was ended by signal {number}")
            sentence = _(SIGNALS.get(number, other)).format(number=number)
        elif os.WEXITSTATUS(status) == NO_CONNECTION:
            sentence = _("your code closed the connection to the grader")
        else:
            sentence = _(
                "your code ended its process (exit status {status}): is there a call of os._exit?"
            ).format(status=os.WEXITSTATUS(status))
        return LearnerStopped("crashed", sentence, trace)

    def _read_trace(self) -> list[tuple[str, int, str]]:
        """The lines that faulthandler wrote, innermost first."""
        try:
            text = os.read(self._trace, TRACE_LIMIT).decode("utf-8", "replace")
        except BlockingIOError:
            return []
        frames = []
        for line in text.splitlines():  # File "task1_tensor.py", line 12 in backward
            if line.startswith('  File "'):
                file, _line, rest = line[8:].rpartition('", line ')
                number, _in, name = rest.partition(" in ")
                if number.isdigit():
                    frames.append((file, int(number), name))
        return frames


class _SharedProcessor:
    """Keeps this process and the learner's on one processor, the one that this runs on now.

    They take turns, so nothing is lost by it, and to wake a process on a processor that has gone to
    sleep takes longer than most requests. Anywhere but on Linux nothing is done.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._all: set[int] = set()
        if sys.platform == "linux":
            self._all = os.sched_getaffinity(0)
            self._set({ctypes.CDLL(None).sched_getcpu()})

    def leave(self) -> None:
        """From now on both may run anywhere."""
        if self._all:
            self._set(self._all)
            self._all = set()

    def _set(self, processors: set[int]) -> None:
        for process in (0, self._pid):
            try:
                os.sched_setaffinity(process, processors)
            except OSError:  # it has ended, or the processor was taken away
                pass


def _proportional_size(tree: list[psutil.Process]) -> int:
    """Memory of a process tree in bytes, shared pages counted once."""
    if sys.platform == "linux":
        return sum(member.memory_full_info().pss for member in tree)
    return sum(member.memory_info().rss for member in tree)


class Template:
    """The process that learner processes are forked from; started again where it was lost.

    Where there is no trustworthy fork (anywhere but on Linux) a fresh process is started instead.
    `lost` says that one has come to its end before its time.
    """

    def __init__(self, preload: Sequence[str], fork: bool = sys.platform == "linux") -> None:
        self._preload = list(preload)
        self._forks = fork
        self.lost = False
        self._home = tempfile.TemporaryDirectory(prefix="kata-", ignore_cleanup_errors=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._judge: socket.socket | None = None

    def start(self, channel: int, prints: int, trace: int) -> int:
        """Start a learner process on these descriptors, and give its process id."""
        if not self._forks:
            arguments = ["run", str(channel), str(prints), str(trace)]
            self._process = self._execute(arguments, (channel, prints, trace))
            return self._process.pid
        for _attempt in range(2):
            self.warm()
            assert self._judge
            try:
                socket.send_fds(self._judge, [b"f"], [channel, prints, trace])
                if answer := self._judge.recv(32):
                    return int(answer)
            except OSError:
                pass
            self._lose()
        raise RuntimeError(
            _("the learner process can't be started; `python grader.py doctor` may know")
        )

    @property
    def pid(self) -> int | None:
        """Its process id while it is there."""
        return self._process.pid if self._process else None

    def members(self) -> list[psutil.Process]:
        """The learner process and all that it started, orphans too."""
        assert self._process
        above = psutil.Process(self._process.pid)
        started = above.children(recursive=True)
        return started if self._forks else [above, *started]

    def warm(self) -> None:
        """Start the template now, if it isn't there, without waiting for it."""
        if self._forks and not self._judge:
            self._judge, there = socket.socketpair()
            self._process = self._execute(["main", str(there.fileno())], (there.fileno(),))
            there.close()

    def end(self) -> int | None:
        """End the current learner process and all that it started; its wait status if known."""
        if not self._forks:
            assert self._process
            _kill_tree(self._process)
            code = self._process.returncode
            return -code if code < 0 else code << 8
        if self._judge:
            try:
                self._judge.sendall(b"e")
                if answer := self._judge.recv(32):
                    return int(answer)
            except OSError:
                pass
            self._lose()
        return None

    def close(self) -> None:
        """End the template too."""
        if self._process:
            self._forget()
        self._home.cleanup()

    def _lose(self) -> None:
        self.lost = True
        self._forget()

    def _forget(self) -> None:
        if self._judge:
            self._judge.close()
            self._judge = None
        if self._process:
            _kill_tree(self._process)
            self._process = None

    def _execute(
        self, arguments: list[str], descriptors: tuple[int, ...]
    ) -> subprocess.Popen[bytes]:
        os.makedirs(self._home.name, exist_ok=True)  # learner code may have taken it away
        function, *numbers = arguments
        numbers += [repr(self._preload)] if function == "main" else []
        call = f"from kata.learner import template; template.{function}({', '.join(numbers)})"
        process = subprocess.Popen(
            python(call),
            stdin=subprocess.DEVNULL,
            cwd=self._home.name,
            env=environment(),
            pass_fds=descriptors,
            start_new_session=True,  # Ctrl-C is for the judge to handle
        )
        kill_once_stopped(process)
        return process


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    try:
        for member in psutil.Process(process.pid).children(recursive=True):
            member.kill()
    except psutil.Error:
        pass
    process.kill()
    process.wait()
