"""How the project starts Python processes of its own."""

import os
import subprocess
import sys
import threading
from typing import Any

from kata.paths import ROOT


def python(statements: str) -> list[str]:
    """The command that runs some statements of Python, with the project's modules at hand.

    The project comes last on the path, so that no file of the learner's shadows a library.
    """
    return [sys.executable, "-P", "-c", f"import sys; sys.path.append({str(ROOT)!r}); {statements}"]


def environment(**variables: str) -> dict[str, str]:
    """The environment of such a process: one thread, stable hashes, and `variables`.

    And its memory in large pages, where Linux has them to give: a fork has fewer to copy.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PYTEST"))
    }
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    own = {"PYTHONHASHSEED": "0", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
    return inherited | threads | own | variables


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def kill_once_stopped(process: subprocess.Popen[Any]) -> None:
    """End a process as soon as a signal stops it, since whoever waits for it would for ever."""

    def watch() -> None:
        try:
            ways = os.WSTOPPED | os.WEXITED | os.WNOWAIT
            found = os.waitid(os.P_PID, process.pid, ways)
        except ChildProcessError:  # it has ended
            return
        if found and found.si_code == os.CLD_STOPPED:
            process.kill()

    if sys.platform == "linux":
        threading.Thread(target=watch, daemon=True).start()
