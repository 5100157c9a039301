"""Judges in the background what is wanted, and leaves off when that has changed.

The watched step has judges of its own, as many at work as in reserve: to cancel a run is to end
its judges, and the next run starts at once on the others, which are warm.
"""

import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from kata import diary
from kata.curriculum import Curriculum, Step
from kata.judging.cache import forget_machinery
from kata.judging.job import Job
from kata.judging.judge import Options, judge
from kata.judging.outcomes import Judgement, Upstream
from kata.judging.workers import JudgeError, Outcomes, Pool, Reserve
from kata.language import current
from kata.launch import cores
from kata.paths import EXERCISES, SOLUTIONS
from kata.reports.places import Places, find
from kata.scoring import Report, StepReport, score
from kata.watch.state import Failed, Finished, Judged, Verdict, Work

SHARES = min(2, cores())  # judges that share a step's tests: more would wait for one another
READY = 2 * SHARES

Tell = Callable[[Judged | Finished | Failed], None]


class Examiner:
    """Does one work at a time. `tell` hears of what comes of it, from another thread."""

    def __init__(self, plan: Curriculum, tell: Tell) -> None:
        self._plan = plan
        self._tell = tell
        self._seconds: dict[str, float] = {}  # what each test took last
        self._open()

    def _open(self) -> None:
        self._for_step, self._for_rest = Reserve(), Reserve()
        self._pool: Pool | None = None
        self._threads: list[threading.Thread] = []

    def start(self, work: Work) -> None:
        """Begin some work, in the place of what is in hand."""
        self.stop()
        one = work.kind == "step"
        self._pool = Pool(SHARES if one else cores(), self._for_step if one else self._for_rest)
        thread = threading.Thread(target=self._run, args=(work, self._pool))
        self._threads = [*filter(threading.Thread.is_alive, self._threads), thread]
        thread.start()

    def get_ready(self, step: Step) -> None:
        """Have judges warm for a step, for the next save and in reserve; doesn't wait."""
        self._for_step.fill(READY, Job(SOLUTIONS, (step.id,)))

    def stop(self) -> None:
        """Leave the work in hand, if there is any; doesn't wait for it."""
        if self._pool:
            self._pool.cancel()
            self._pool = None

    def renew(self) -> None:
        """From now on the judges know the tests as they are now."""
        self.close()
        forget_machinery()
        self._open()

    def close(self) -> None:
        """End everything that was started."""
        self.stop()
        self._for_step.close()
        self._for_rest.close()
        for thread in self._threads:
            thread.join()

    def _run(self, work: Work, pool: Pool) -> None:
        try:
            with pool:
                self._judge(work, pool)
        except JudgeError as error:
            self._tell(Failed(work.number, str(error)))
        except Exception:  # a mistake of this program, which must not look like a long wait
            self._tell(Failed(work.number, traceback.format_exc()))

    def _judge(self, work: Work, pool: Pool) -> None:
        def progress(step: Step, outcomes: Outcomes) -> None:
            self._seconds |= {outcome.id: outcome.seconds for outcome in outcomes}
            diary.add_tries({step.id: outcomes})  # now: the rest of the work may be cancelled
            report = self._score([step], Judgement({step.id: outcomes}, {}, 0.0))
            places = find(EXERCISES, [outcomes], Path.cwd())
            self._tell(Judged(work.number, _verdict(report.steps[0], places)))

        how = Options(EXERCISES, known=self._seconds, language=current())
        outcomes: dict[str, Outcomes] = {}
        upstream: dict[int, Mapping[int, Upstream]] = {}
        seen: list[Step] = []
        steps = [self._plan.step(id) for id in work.steps]
        for _task, group in groupby(steps, lambda step: step.task):
            some = list(group)
            found = judge(self._plan, some, how, progress, pool)
            diary.add_tries(found.fresh)
            outcomes |= found.outcomes
            upstream |= found.upstream
            seen += some
            if work.search and self._score(some, found).next is not None:
                break
        judgement = Judgement(outcomes, upstream, 0.0)
        places = find(EXERCISES, outcomes.values(), Path.cwd())
        self._tell(Finished(work.number, self._score(seen, judgement), places))

    def _score(self, steps: Sequence[Step], judgement: Judgement) -> Report:
        return score(self._plan, judgement, steps, "exercises", current())


def _verdict(step: StepReport, places: Places) -> Verdict:
    return Verdict(step, places.step(step.id), places.tests, time.strftime("%H:%M:%S"))
