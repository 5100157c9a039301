"""Plain `pytest tests/…`: judges the tests of steps with the options of the command line."""

import sys
from dataclasses import replace

import pytest

from kata import curriculum, diary
from kata.encoding import language_for, survive_encoding
from kata.judging.job import DEFAULT_MEMORY, Job
from kata.judging.judge import Options, upstream
from kata.judging.lines import StepLines
from kata.judging.outcomes import TestOutcome
from kata.judging.plugin import JudgePlugin, close_templates, step_id
from kata.language import LANGUAGES, current, use
from kata.paths import EXERCISES, ROOT
from kata.sentences import sentences

JUDGE = "kata-judge"
FOUND = pytest.StashKey[dict[str, list[TestOutcome]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kata", "the judge")
    group.addoption(
        "--target", default=str(EXERCISES), help="exercises, solutions, or a folder like these"
    )
    group.addoption("--step", action="append", help="judge this step (1.4), or this task (1)")
    group.addoption("--step-lines", action="store_true", help="one line a step")
    group.addoption("--in-process", action="store_true", help="for a debugger: no limits")
    group.addoption("--step-timeout", type=float, help="seconds of CPU time for one test")
    group.addoption("--step-memory", type=int, default=DEFAULT_MEMORY, help="MiB for one test")
    group.addoption("--lang", choices=LANGUAGES, help="the language (default: the locale's)")
    group.addoption("--examples-seed", type=int, help="many random examples from this seed")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    options = config.option
    survive_encoding(sys.stdout)
    use(options.lang or language_for(sys.stdout))
    lines = _lines(config) if options.step_lines else None
    plan = curriculum.load()
    named = options.step or []
    steps = [step.id for step in plan.steps if {step.id, str(step.task)} & set(named)]
    if named and not steps:
        raise pytest.UsageError(f"no step or task {', '.join(named)}: 1.4 is a step, 1 a task")
    found: dict[str, list[TestOutcome]] = {}

    def on_outcome(outcome: TestOutcome) -> None:
        found.setdefault(outcome.step, []).append(outcome)
        if lines:
            lines.add(outcome)

    config.stash[FOUND] = found
    job = Job(
        target=(ROOT / options.target).resolve(),
        steps=tuple(steps),
        seconds=options.step_timeout,
        memory=options.step_memory,
        seed=options.examples_seed,
        language=current(),
        in_process=options.in_process,
    )
    config.pluginmanager.register(JudgePlugin(job, on_outcome), JUDGE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Now that it is known what runs, find whose earlier tasks it runs on."""
    plugin = session.config.pluginmanager.getplugin(JUDGE)
    steps = {step for item in session.items if (step := step_id(item))}
    tasks = sorted({curriculum.load().step(step).task for step in steps})
    job = plugin.job
    options = Options(job.target, job.seconds, job.memory, job.seed, language=job.language)
    found = upstream(curriculum.load(), tasks, options)
    whose = {earlier: of for task in tasks for earlier, of in found.upstream[task].items()}
    plugin.job = replace(job, upstream=whose)
    if job.target == EXERCISES:
        diary.add_tries(found.fresh)


def pytest_unconfigure(config: pytest.Config) -> None:
    close_templates()
    plugin = config.pluginmanager.getplugin(JUDGE)
    found = config.stash.get(FOUND, {})
    if found and plugin.job.target == EXERCISES and not config.option.in_process:
        write_diary(found)


def write_diary(found: dict[str, list[TestOutcome]]) -> None:
    """Write down the steps all of whose tests have run."""
    plan = curriculum.load()
    steps = [plan.step(step) for step in found]
    whole = [step for step in steps if len(found[step.id]) == len(sentences(ROOT / step.test_file))]
    diary.add_tries({step.id: found[step.id] for step in whole})


def _lines(config: pytest.Config) -> StepLines:
    """Takes the place of pytest's own reporter."""
    lines = StepLines()

    class Reporter:
        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            if report.failed:
                lines.error(report.longreprtext)

        def pytest_sessionfinish(self) -> None:
            lines.finish()

    reporter = config.pluginmanager.getplugin("terminalreporter")
    config.pluginmanager.unregister(reporter)
    config.pluginmanager.register(Reporter(), "kata-lines")
    return lines
