"""A small pytest plugin: gives each test of a step a learner process, and says how it went."""

import importlib
import linecache
import os
import re
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from kata import curriculum, forbidden, language, learner
from kata.excerpts import names
from kata.files import read_source
from kata.judging.job import Job
from kata.judging.outcomes import NOT_RUN, TestOutcome, Verdict
from kata.language import _
from kata.learner.imports import PACKAGE
from kata.learner.process import LearnerProcess, LearnerStopped, Limits, Template
from kata.learner.session import (
    LearnerError,
    LocalTransport,
    ModuleBroken,
    Session,
    StubReached,
    Transport,
    Tree,
)
from kata.learner.sources import read
from kata.markers import stubs
from kata.paths import ROOT, SOLUTIONS, TESTS
from kata.phrases import phrase
from kata.sentences import first_paragraph
from kata.testing import examples, profile
from kata.testing.clues import clue

OUTCOME = pytest.StashKey[TestOutcome]()
COLOR = re.compile(r"\x1b\[[\d;]*m")  # PyTorch puts bold print into its errors
MESSAGE_LIMIT = 20_000  # characters that a learner is told; some of them may be learner code's

INLINE = ("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")  # part of a function's own code

_templates: dict[tuple[str, ...], Template] = {}


def _template(packages: tuple[str, ...]) -> Template:
    """The process to fork from that has imported these packages."""
    if packages not in _templates:
        _templates[packages] = Template(packages)
    return _templates[packages]


def close_templates() -> None:
    """End the processes that learner processes are forked from."""
    for template in _templates.values():
        template.close()
    _templates.clear()


def end_orphans() -> None:
    """End what this process has adopted: processes whose template learner code has killed."""
    if not any(template.lost for template in _templates.values()):
        return
    known = {template.pid for template in _templates.values()}
    for child in psutil.Process().children():
        if child.pid not in known:
            for member in [*child.children(recursive=True), child]:
                with suppress(psutil.Error):
                    member.kill()
            with suppress(psutil.Error):
                child.wait()
    for template in _templates.values():
        template.lost = False


class Judged(Exception):
    """How a test went that did not pass."""

    def __init__(self, outcome: Verdict, message: str, where: str | None, clue: str = "") -> None:
        super().__init__(COLOR.sub("", message)[:MESSAGE_LIMIT])
        self.outcome = outcome
        self.where = where
        self.clue = clue


class JudgePlugin:
    """Judges the tests of steps by a `Job`; other tests run as they are.

    `on_outcome` is told how each test function went, once all its parameters have run.
    """

    def __init__(
        self, job: Job, on_outcome: Callable[[TestOutcome], None] = lambda outcome: None
    ) -> None:
        self.job = job
        self._on_outcome = on_outcome
        self._trees: dict[int, Tree] = {}
        self._out_of_time: set[str] = set()
        self._forbidden: dict[str, tuple[forbidden.Use, ...]] = {}
        self._open: dict[str, TestOutcome] = {}  # test functions with parameters still to run
        self._left: dict[str, int] = {}
        language.use(job.language)
        profile.use("learner" if job.seed is None else "thorough", job.seed, job.shrink)

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "step(id): the step that a test belongs to")

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """While this process loads the tests, the other may import what the learner's will need."""
        plan = curriculum.load()
        steps = () if self.job.in_process else self.job.steps
        for task in {plan.step(step).task for step in steps}:
            _template(plan.stage(plan.task(task).stage).imports).warm()
        if any("torch" in (ROOT / plan.step(step).test_file).read_text("utf-8") for step in steps):
            importlib.import_module("torch")  # now: it is not what the first test's time is for

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        dropped = [item for item in items if not self._is_wanted(item)]
        items[:] = [item for item in items if self._is_wanted(item)]
        config.hook.pytest_deselected(items=dropped)
        order = {step.id: place for place, step in enumerate(curriculum.load().steps)}
        items.sort(key=lambda item: order.get(step_id(item) or "", -1))
        for item in items:
            name = test_id(item)
            self._left[name] = self._left.get(name, 0) + 1

    def _is_wanted(self, item: pytest.Item) -> bool:
        job = self.job
        wanted = not job.steps or step_id(item) in job.steps
        return wanted and (not job.tests or test_name(item) in job.tests)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        step = step_id(item)
        if step is None:
            return (yield)
        if step in self._out_of_time:
            raise Judged("timeout", _(NOT_RUN), None, "timeout")
        self._check_forbidden(step)
        examples.current.reset()
        learner.open_with(lambda: self._connect(step))
        try:
            return (yield)
        except (KeyboardInterrupt, pytest.exit.Exception):
            raise
        except BaseException as error:
            judged = self._explain(error, step)
            if judged.outcome == "timeout":
                self._out_of_time.add(step)
            raise judged from None
        finally:
            learner.close()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        step = step_id(item)
        failed = call.excinfo is not None
        if step is None or (call.when != "call" and not failed):
            return report
        error = call.excinfo.value if call.excinfo else None
        outcome: Verdict = "passed"
        message, where, clue = "", None, ""
        if isinstance(error, Judged):
            outcome, message, where, clue = error.outcome, str(error), error.where, error.clue
            report.longrepr = message
        elif error is not None:
            text = _("the test could not be run: {error!r}")
            outcome, message = "failed", text.format(error=error)
        self._add(item, TestOutcome(
            test_id(item), step, sentence(item), outcome, call.duration, message, where, clue
        ))  # fmt: skip
        return report

    def _add(self, item: pytest.Item, outcome: TestOutcome) -> None:
        """All parameters of a test count as one: the first that did not pass speaks for it."""
        earlier = self._open.get(outcome.id)
        if earlier:
            speaks = earlier if earlier.outcome != "passed" else outcome
            seconds = earlier.seconds + outcome.seconds
            outcome = TestOutcome(**speaks.to_dict() | {"seconds": seconds})
        self._open[outcome.id] = outcome
        self._left[outcome.id] -= 1
        if self._left[outcome.id] == 0:
            item.stash[OUTCOME] = outcome
            self._on_outcome(outcome)
            if self.job.first and outcome.outcome != "passed":
                item.session.shouldstop = "one test is enough"

    def _connect(self, step: str) -> Session:
        task = curriculum.load().step(step).task
        if task not in self._trees:
            self._trees[task] = read_tree(self.job, task)
        tree = self._trees[task]
        limits = Limits(self.job.seconds or curriculum.load().step(step).seconds, self.job.memory)

        def connect(session: Session) -> Transport:
            if self.job.in_process:
                return LocalTransport(session)
            return LearnerProcess(_template(tuple(tree.allowed)), limits)

        return Session(tree, connect)

    def _explain(self, error: BaseException, step: str) -> Judged:
        """What to tell the learner about an exception that left a test."""
        failure = examples.current.failure
        if isinstance(error, LearnerStopped) and failure:
            error = failure.exception  # it ran out of time while a smaller example was looked for
        error, example = examples.failure_to_report(error)
        if isinstance(error, StubReached) and error.step != step and self._has_stub(step):
            text = _("step {step} is still to be written").format(step=step)
            return Judged("todo", text, None)
        told = examples.current.clue or clue(error)
        outcome, message = _describe(error, step)
        if outcome in ("todo", "blocked"):
            return Judged(outcome, message, None)
        cause = error if hasattr(error, "trace") else error.__cause__
        trace = getattr(cause, "trace", ())
        if outcome == "timeout":  # what it was in is as good as what it calls over and over
            own = {name.rpartition(".")[2] for name in names(step)}
            trace = [frame for frame in trace if frame[2] in own] or trace
        spot = self._spot(trace)
        if spot and spot.text:
            message += "\n" + _("in `{function}`, at").format(function=spot.function)
            message += f"\n    {spot.text}"
        if example:
            message += "\n" + _("with") + f"\n{_indented(example)}"
        session = learner.current()
        if session and session.odd and _is_said_by_a_test(error):
            message += "\n" + _odd(session.odd)
        if session and (printed := session.printed.strip()):
            message += "\n" + _("your code printed") + f"\n{_indented(printed)}"
        return Judged(outcome, message, spot.where if spot else None, told)

    def _check_forbidden(self, step: str) -> None:
        """A test fails whose step uses what it is to build by hand."""
        plan = curriculum.load().step(step)
        if step not in self._forbidden:
            self._forbidden[step] = _forbidden_uses(plan, self.job.target)
        for use in self._forbidden[step]:
            spot = self._spot([(str(self.job.target / plan.file), use.line, use.function)])
            told = forbidden.sentence(step, use)
            assert spot
            raise Judged("failed", f"{told}\n    {spot.text}", spot.where)

    def _has_stub(self, step: str) -> bool:
        path = self.job.target / curriculum.load().step(step).file
        return step in stubs(read_source(path).text).values()

    def _spot(self, trace: Sequence[tuple[str, int, str]]) -> "Spot | None":
        """The innermost line of the learner's code, or else of the reference."""
        for tree in (self.job.target, SOLUTIONS):
            for place, (file, line, function) in enumerate(trace):
                path = Path(os.path.normpath(file))  # learner code may name any file
                if path.is_relative_to(tree):
                    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
                    text = linecache.getline(file, line).strip() if function else ""
                    around = (name for _file, _line, name in trace[place:] if name not in INLINE)
                    where = f"{shown}:{line}" if line else str(shown)
                    return Spot(where, next(around, function), text)
        return None


@dataclass(frozen=True)
class Spot:
    """A line of learner code: `file:line`, the function that it is in, its text."""

    where: str
    function: str
    text: str


def _describe(error: BaseException, step: str) -> tuple[Verdict, str]:
    match error:
        case StubReached():
            if error.step == step:
                return "todo", str(error)
            return "blocked", _("needs {stub}").format(stub=error)
        case LearnerStopped():
            return error.kind, error.sentence
        case LearnerError():
            text = _("your code raised {error}: {message}")
            return "failed", text.format(error=error.name, message=error)
        case ModuleBroken() | AssertionError():
            told = phrase(str(error)) if _is_said_by_a_test(error) else str(error)
            return "failed", told or _("what this test says does not hold")
        case AttributeError() | TypeError() if "NoneType" in str(error):
            return "failed", _("your code gave None where this test needs a value")
    last = "".join(traceback.format_exception(error)[-5:])
    return "failed", _("the test itself went wrong:") + f"\n{last}"


def _odd(type: str) -> str:
    if type == "None":
        return _("your code gave None there: is a `return` missing?")
    return _("there your code gave plain data, of type {type}").format(type=type)


def _is_said_by_a_test(error: BaseException) -> bool:
    """Tests speak English; what they are written with speaks the learner's language already."""
    frames = [frame for frame, _line in traceback.walk_tb(error.__traceback__)]
    return bool(frames) and Path(frames[-1].f_code.co_filename).is_relative_to(TESTS)


def _forbidden_uses(step: curriculum.Step, target: Path) -> tuple[forbidden.Use, ...]:
    try:
        theirs, ours = read_source(target / step.file), read_source(SOLUTIONS / step.file)
        return forbidden.check(step, theirs.text, ours.text)
    except (OSError, ValueError, SyntaxError):
        return ()  # what is wrong with the file is told where it is imported


def read_tree(job: Job, task: int) -> Tree:
    """The learner's modules for judging a task, read and checked."""
    plan = curriculum.load()
    modules = {
        ".".join((PACKAGE, path.parent.name, path.stem)): read(path, imports)
        for path, imports in job.files(task).items()
    }
    allowed = plan.stage(plan.task(task).stage).imports
    return Tree(modules, allowed)


def step_id(item: pytest.Item) -> str | None:
    """The step that a test belongs to, if any."""
    marker = item.get_closest_marker("step")
    return str(marker.args[0]) if marker else None


def test_id(item: pytest.Item) -> str:
    """A test function's name in the results: its file and its name, without parameters."""
    return f"{item.path.name}::{test_name(item)}"


def test_name(item: pytest.Item) -> str:
    """A test function's name, without parameters."""
    return str(getattr(item, "originalname", item.name))


def sentence(item: pytest.Item) -> str:
    """What a test says, in the language in force."""
    function: Any = getattr(item, "function", None)
    return language.sentence(first_paragraph(function.__doc__))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
