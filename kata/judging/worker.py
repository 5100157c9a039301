"""A judge in a process of its own: reads jobs on its standard input, writes outcomes to its output.

One line of JSON each: a job in; for each test function `{"outcome": …}` out, `{"error": …}` for
tests that cannot be run, and `{"done": true}` after the job. It stays warm between jobs: pytest,
Hypothesis and the test modules are loaded once. When its input ends, so does it, at any moment.
"""

import gc
import json
import linecache
import os
import select
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from kata import curriculum, guard
from kata.judging.job import Job
from kata.judging.plugin import JudgePlugin, close_templates, end_orphans
from kata.paths import ROOT

# Parts of pytest that no test of a step needs: they are set up for every job, and the last two
# collect all garbage after it, which takes longer than many a step's tests.
WITHOUT = (
    "cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging",
    "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "terminal", "unittest",
    "warnings", "threadexception", "unraisableexception",
)  # fmt: skip
OPTIONS = (
    "-c", os.devnull, f"--rootdir={ROOT}", "--noconftest", "--import-mode=importlib",
    "--assert=plain", "--capture=no", *(f"-pno:{name}" for name in WITHOUT),
)  # fmt: skip


class _Errors:
    """Tells of test modules that cannot be loaded."""

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        self._tell = tell

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._tell({"error": report.longreprtext})

    def pytest_internalerror(self, excrepr: object) -> None:
        self._tell({"error": str(excrepr)})


def judge(job: Job, tell: Callable[[dict[str, Any]], None]) -> None:
    """Run the tests of the job's steps."""
    linecache.clearcache()  # the files may have changed since the last job
    plan = curriculum.load()
    files = sorted({str(ROOT / plan.step(step).test_file) for step in job.steps})
    top = os.path.commonpath(map(os.path.dirname, files))  # else it looks into all folders above
    plugin = JudgePlugin(job, lambda outcome: tell({"outcome": outcome.to_dict()}))
    pytest.main([*OPTIONS, f"--confcutdir={top}", *files], plugins=[plugin, _Errors(tell)])


def main() -> None:
    """Serve until the standard input ends."""
    guard.shut()
    guard.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # else pytest would leave out the tests to come
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever is printed is no answer

    def tell(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    warnings.simplefilter("ignore")  # about learner code, each time that it is compiled
    threading.Thread(target=_end_with_input, args=(os.getppid(),), daemon=True).start()
    for count, line in enumerate(sys.stdin):
        judge(Job.from_dict(json.loads(line)), tell)
        end_orphans()
        if count == 0:
            gc.collect()
            gc.freeze()  # what was loaded stays: no later collection has to look at it
        tell({"done": True})


def _end_with_input(parent: int) -> None:
    """End, with what was started, once nobody holds the other end of the standard input."""
    if sys.platform == "linux":
        poll = select.poll()
        poll.register(0, 0)  # that an end has hung up is told of unasked
        poll.poll()
    else:
        guard.wait_for_the_end_of(parent)
    try:
        close_templates()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
