"""Several judges at work at the same time, each a process that stays warm between jobs."""

import json
import queue
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.language import _
from kata.launch import environment, python

Outcomes = tuple[TestOutcome, ...]


class JudgeError(Exception):
    """The judge itself can't work, whatever the learner's code does."""


class Worker:
    """One judge process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            python("from kata.judging import worker; worker.main()"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the grader to handle
        )

    def judge(self, job: Job) -> Outcomes:
        """Have a job judged; `JudgeError` where that can't be done."""
        assert self._process.stdin and self._process.stdout and self._process.stderr
        outcomes = []
        try:
            self._process.stdin.write(json.dumps(job.to_dict()) + "\n")
            self._process.stdin.flush()
            for line in self._process.stdout:
                message: dict[str, Any] = json.loads(line)
                if "outcome" in message:
                    outcomes.append(TestOutcome(**message["outcome"]))
                elif "error" in message:
                    raise JudgeError(message["error"])
                else:
                    return tuple(outcomes)
        except OSError:
            pass
        said = self._process.stderr.read()[-2000:].strip()
        raise JudgeError(_("a judge has ended: {said}").format(said=said))

    def close(self) -> None:
        """End the process, in the middle of a job too."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass


class Pool:
    """Up to `size` workers, started as they are needed. A context manager: leaving it ends them."""

    def __init__(self, size: int) -> None:
        self._threads = ThreadPoolExecutor(size)
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._workers: list[Worker] = []

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:  # one that was started meanwhile
            worker.close()

    def judge(self, jobs: Sequence[Job], then: Callable[[Job, Outcomes], None]) -> None:
        """Judge jobs, as many at a time as there are workers; `then` is told of each, in order."""
        futures = [self._threads.submit(self._judge, job) for job in jobs]
        try:
            for job, future in zip(jobs, futures, strict=True):
                then(job, future.result())
        finally:
            for future in futures:
                future.cancel()

    def _judge(self, job: Job) -> Outcomes:
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            worker = Worker()
            self._workers.append(worker)
        outcomes = worker.judge(job)
        self._idle.put(worker)
        return outcomes
