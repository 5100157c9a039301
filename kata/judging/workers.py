"""Several judges at work at the same time, each a process that stays warm between jobs."""

import json
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

from kata import language
from kata.curriculum import load
from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.language import _
from kata.launch import environment, kill_once_stopped, python
from kata.paths import ROOT
from kata.sentences import sentences

Outcomes = tuple[TestOutcome, ...]


class JudgeError(Exception):
    """The judge itself can't work, whatever the learner's code does."""


class JudgeEnded(JudgeError):
    """A judge's process has come to its end before its job was done."""


class JudgeKilled(JudgeEnded):
    """A signal has ended it, after some outcomes."""

    def __init__(self, sentence: str, told: Outcomes) -> None:
        super().__init__(sentence)
        self.told = told


class Worker:
    """One judge process."""

    def __init__(self) -> None:
        # Nobody reads a pipe meanwhile, so it could fill up.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            python("from kata.judging import worker; worker.main()"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the grader to handle
        )
        kill_once_stopped(self._process)

    def judge(self, job: Job) -> Outcomes:
        """Have a job judged; `JudgeError` where that can't be done."""
        assert self._process.stdin and self._process.stdout
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
        status = self._process.wait()
        self._said.seek(0)
        said = self._said.read()[-2000:].decode("utf-8", "replace").strip()
        sentence = _("a judge has ended: {said}").format(said=said)
        if status < 0:
            raise JudgeKilled(sentence, tuple(outcomes))
        raise JudgeEnded(sentence)

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process, in the middle of a job too, which then raises `JudgeEnded`."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._said):
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass


class Reserve:
    """Judges that are kept warm. Whoever takes one gives it back, or retires it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._resting: list[Worker] = []
        self._warming: set[Worker] = set()
        self._taken = 0
        self._closed = False

    def take(self) -> Worker:
        """One that rests, or the next that is warm, or else a new one."""
        with self._changed:
            self._changed.wait_for(lambda: self._resting or not self._warming)
            self._taken += 1
            while self._resting:
                worker = self._resting.pop()
                if worker.alive:
                    return worker
                worker.close()
        return Worker()

    def give(self, worker: Worker) -> None:
        """Put one to rest."""
        with self._changed:
            self._taken -= 1
            self._rest(worker)

    def retire(self, worker: Worker) -> None:
        """End one."""
        with self._changed:
            self._taken -= 1
        worker.close()

    def fill(self, count: int, job: Job) -> None:
        """See to it that there are so many, warm from having judged this job; doesn't wait."""
        with self._changed:
            there = len(self._resting) + len(self._warming) + self._taken
            for _worker in range(0 if self._closed else count - there):
                worker = Worker()
                self._warming.add(worker)
                threading.Thread(target=self._warm, args=(worker, job)).start()

    def _warm(self, worker: Worker, job: Job) -> None:
        try:
            worker.judge(job)
        except JudgeError:  # whoever needs one gets a new one, and the error with it
            worker.kill()
        with self._changed:
            self._warming.discard(worker)
            self._rest(worker)

    def _rest(self, worker: Worker) -> None:
        if self._closed:
            worker.close()
        else:
            self._resting.append(worker)
        self._changed.notify_all()

    def close(self) -> None:
        """End them all; those that were taken when they come back."""
        with self._changed:
            self._closed = True
            for worker in self._warming:
                worker.kill()
            while self._resting:
                self._resting.pop().close()


class Pool:
    """Up to `size` judges at work, from a reserve, or else started as they are needed.

    A context manager: leaving it ends those that are at work and, if the reserve is its own, all.
    """

    def __init__(self, size: int, reserve: Reserve | None = None) -> None:
        self.size = size
        self._threads = ThreadPoolExecutor(size)
        self._own = None if reserve else Reserve()
        self._reserve = reserve or self._own or Reserve()
        self._lock = threading.Lock()
        self._busy: set[Worker] = set()
        self._cancelled = False

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cancel()
        self._threads.shutdown(cancel_futures=True)
        if self._own:
            self._own.close()

    def cancel(self) -> None:
        """End the judges at work; `judge` raises `JudgeEnded`, now and from now on."""
        with self._lock:
            self._cancelled = True
            for worker in self._busy:
                worker.kill()

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
            return self._judge_once(job)
        except JudgeEnded:  # once may be an accident
            if self._cancelled:
                raise
        try:
            return self._judge_once(job)
        except JudgeKilled as killed:
            if self._cancelled:
                raise
            return _killed(job, killed.told)

    def _judge_once(self, job: Job) -> Outcomes:
        if self._cancelled:  # don't start a judge only to end it
            raise JudgeEnded
        worker = self._reserve.take()
        with self._lock:
            cancelled = self._cancelled  # it may have been, while this waited for a judge
            if not cancelled:
                self._busy.add(worker)
        if cancelled:
            self._reserve.give(worker)
            raise JudgeEnded
        try:
            outcomes = worker.judge(job)
        except BaseException:
            self._reserve.retire(worker)
            raise
        finally:
            with self._lock:
                self._busy.discard(worker)
        self._reserve.give(worker)
        return outcomes


def _killed(job: Job, told: Outcomes) -> Outcomes:
    """The outcomes where a signal ends every judge that takes the job up, after some were told."""
    message = _(
        "a signal ended the judge, twice: does your code send signals to other processes, or use "
        "up all memory?"
    )
    found = {outcome.id: outcome for outcome in told}
    for step in job.steps:
        file = ROOT / load().step(step).test_file
        for name, text in sentences(file).items():
            id = f"{file.name}::{name}"
            if not job.tests or name in job.tests:
                lost = TestOutcome(id, step, language.sentence(text), "crashed", 0.0, message)
                found.setdefault(id, lost)
    return tuple(found.values())
