"""Learner code for the tests of the machinery: written by each test, run as in a judgement."""

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from kata import language, learner
from kata.learner.process import LearnerProcess, Limits, Template
from kata.learner.session import LocalTransport, Session, Transport, Tree
from kata.learner.sources import read

MODULE = "exercises.stage1_foundations.task1_tensor"


@pytest.fixture(scope="session")
def templates() -> Iterator[Callable[[tuple[str, ...]], Template]]:
    """The template of the stages that allow these packages, started when it is first asked for."""
    started: dict[tuple[str, ...], Template] = {}

    def get(allowed: tuple[str, ...]) -> Template:
        if allowed not in started:
            started[allowed] = Template(allowed)
        return started[allowed]

    yield get
    for template in started.values():
        template.close()


@pytest.fixture
def template(templates: Callable[[tuple[str, ...]], Template]) -> Template:
    return templates(("numpy",))


@pytest.fixture(params=["two processes", "in process"])
def both_ways(request: pytest.FixtureRequest) -> str:
    """Runs a test with learner code in a process of its own, and in this one."""
    return str(request.param)


@pytest.fixture
def run(
    templates: Callable[[tuple[str, ...]], Template],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Session]]:
    """`run(source)` opens a session on a module `task1` with that source."""
    sessions: list[Session] = []
    local = "both_ways" in request.fixturenames and request.getfixturevalue("both_ways")

    def run(source: str, limits: Limits = Limits(2.0, 512), allowed: tuple[str, ...] = ("numpy",)):  # noqa: B008
        path = tmp_path / "task1_tensor.py"
        path.write_text(dedent(source), "utf-8")
        tree = Tree({MODULE: read(path, allowed)}, allowed)

        def connect(session: Session) -> Transport:
            if local == "in process":
                return LocalTransport(session)
            return LearnerProcess(templates(allowed), limits)

        def start() -> Session:
            sessions.append(Session(tree, connect))
            return sessions[-1]

        learner.open_with(start)
        return start

    yield run
    learner.close()


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever runs these tests may live anywhere."""
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    language.use("en")
