"""The curriculum as data: what there is to learn, in order, and what each step needs.

`load()` reads curriculum.toml, which explains its own keys, and refuses mistakes in it.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from kata.language import _

FILE = Path(__file__).with_name("curriculum.toml")
DEFAULT_SECONDS = 10.0


class CurriculumError(ValueError):
    """Something in curriculum.toml is wrong; the message says what and where."""


@dataclass(frozen=True)
class Text:
    """A text in both languages."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """The Chinese text for "zh", the English one for any other language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Step:
    """The smallest thing with a score, such as 1.4.

    `needs` names the earlier steps of the same task without which its tests cannot pass;
    `seconds` is the CPU time that one test may take; `forbids` holds dotted names that the step's
    functions may not use. There are three `hints`, from concept to near-code, or none yet.
    """

    id: str
    task: int
    title: Text
    points: int
    stars: int
    needs: tuple[str, ...]
    folder: str
    module: str
    seconds: float
    forbids: tuple[str, ...]
    hints: tuple[Text, ...]

    @property
    def file(self) -> PurePosixPath:
        """The module that holds the step, inside exercises/, solutions/ or another such tree."""
        return PurePosixPath(self.folder, f"{self.module}.py")

    @property
    def test_file(self) -> PurePosixPath:
        """Its tests, from the project's root."""
        name = f"test_step_{self.id.replace('.', '_')}.py"
        return PurePosixPath("tests", self.folder, self.module, name)

    def guide(self, language: str) -> PurePosixPath:
        """The guide that explains it, from the project's root."""
        name = "README.zh-CN.md" if language == "zh" else "README.md"
        return PurePosixPath("exercises", self.folder, name)


@dataclass(frozen=True)
class Task:
    """One task: its modules, its steps, and the earlier tasks that it builds on directly."""

    id: int
    stage: int
    folder: str
    title: Text
    modules: tuple[str, ...]
    needs: tuple[int, ...]
    available: bool
    steps: tuple[Step, ...]

    @property
    def files(self) -> tuple[PurePosixPath, ...]:
        """Its modules, inside exercises/, solutions/ or another such tree."""
        return tuple(PurePosixPath(self.folder, f"{name}.py") for name in self.modules)

    @property
    def points(self) -> int:
        return sum(step.points for step in self.steps)


@dataclass(frozen=True)
class Stage:
    """One stage: a folder of tasks, and the packages that its modules may import."""

    id: int
    folder: str
    title: Text
    imports: tuple[str, ...]
    tasks: tuple[Task, ...]

    @property
    def points(self) -> int:
        return sum(task.points for task in self.tasks)


@dataclass(frozen=True)
class Curriculum:
    """All stages in learning order. A lookup of something that is not there is a `LookupError`."""

    stages: tuple[Stage, ...]

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for stage in self.stages for task in stage.tasks)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for task in self.tasks for step in task.steps)

    def stage(self, id: int) -> Stage:
        for stage in self.stages:
            if stage.id == id:
                return stage
        text = _("there is no stage {id}; the stages are {first} to {last}")
        raise LookupError(text.format(id=id, **_ends(self.stages)))

    def task(self, id: int) -> Task:
        for task in self.tasks:
            if task.id == id:
                return task
        text = _("there is no task {id}; the tasks are {first} to {last}")
        raise LookupError(text.format(id=id, **_ends(self.tasks)))

    def step(self, id: str) -> Step:
        for step in self.steps:
            if step.id == id:
                return step
        for task in self.tasks:
            if id.startswith(f"{task.id}."):
                text = _("there is no step {id}; task {task} has {first} to {last}")
                raise LookupError(text.format(id=id, task=task.id, **_ends(task.steps)))
        text = _("there is no step {id}; a step is named like {first}")
        raise LookupError(text.format(id=id, **_ends(self.steps)))

    def upstream(self, task: int) -> tuple[Task, ...]:
        """The tasks that `task` builds on, directly or through others, in learning order."""
        found = set(self.task(task).needs)
        for earlier in reversed(self.tasks):
            if earlier.id in found:
                found.update(earlier.needs)
        return tuple(earlier for earlier in self.tasks if earlier.id in found)


@cache
def load() -> Curriculum:
    """The project's curriculum, read once."""
    return parse(FILE.read_text(encoding="utf-8"))


def parse(text: str) -> Curriculum:
    """The curriculum that `text` (TOML) describes; `CurriculumError` where it is wrong."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CurriculumError(f"curriculum.toml is not valid TOML: {error}") from None
    table = _Table(document, "the curriculum", {"stage"})
    curriculum = Curriculum(tuple(_stage(entry) for entry in table.tables("stage")))
    _check_order(curriculum)
    return curriculum


def _stage(entry: Mapping[str, Any]) -> Stage:
    table = _Table(entry, "stage", {"id", "folder", "title", "imports", "task"})
    id = table.integer("id")
    folder = table.string("folder")
    return Stage(
        id=id,
        folder=folder,
        title=table.text("title"),
        imports=table.strings("imports"),
        tasks=tuple(_task(entry, id, folder) for entry in table.tables("task")),
    )


def _task(entry: Mapping[str, Any], stage: int, folder: str) -> Task:
    table = _Table(entry, "task", {"id", "title", "modules", "needs", "available", "step"})
    id = table.integer("id")
    modules = table.strings("modules")
    if not modules:
        raise CurriculumError(f"{table.name}: it has no module")
    return Task(
        id=id,
        stage=stage,
        folder=folder,
        title=table.text("title"),
        modules=modules,
        needs=table.integers("needs"),
        available=table.boolean("available"),
        steps=tuple(_step(entry, id, folder, modules) for entry in table.tables("step")),
    )


def _step(entry: Mapping[str, Any], task: int, folder: str, modules: tuple[str, ...]) -> Step:
    keys = {"id", "title", "points", "stars", "needs", "module", "seconds", "forbids", "hints"}
    table = _Table(entry, "step", keys)
    step = Step(
        id=table.string("id"),
        task=task,
        title=table.text("title"),
        points=table.integer("points"),
        stars=table.integer("stars"),
        needs=table.strings("needs"),
        folder=folder,
        module=table.string("module") if len(modules) > 1 or "module" in entry else modules[0],
        seconds=table.number("seconds", DEFAULT_SECONDS),
        forbids=table.strings("forbids"),
        hints=table.texts("hints"),
    )
    if len(step.hints) not in (0, 3):
        raise CurriculumError(f"{table.name}: three hints or none, not {len(step.hints)}")
    if step.points < 1:
        raise CurriculumError(f"{table.name}: points must be positive, not {step.points}")
    if step.stars not in (1, 2, 3):
        raise CurriculumError(f"{table.name}: stars must be 1, 2 or 3, not {step.stars}")
    if step.seconds <= 0:
        raise CurriculumError(f"{table.name}: seconds must be positive, not {step.seconds:g}")
    if step.module not in modules:
        listed = ", ".join(modules)
        raise CurriculumError(f"{table.name}: module {step.module} is not one of {listed}")
    return step


def _check_order(curriculum: Curriculum) -> None:
    """Ids in learning order without gaps, and nothing that needs what comes later."""
    for kind, found, expected in [
        ("stage", [stage.id for stage in curriculum.stages], range(1, len(curriculum.stages) + 1)),
        ("task", [task.id for task in curriculum.tasks], range(1, len(curriculum.tasks) + 1)),
    ]:
        _check_ids(kind, found, list(expected))
    for task in curriculum.tasks:
        expected_ids = [f"{task.id}.{number}" for number in range(1, len(task.steps) + 1)]
        _check_ids("step", [step.id for step in task.steps], expected_ids)
        _check_needs(f"task {task.id}", task.needs, range(1, task.id), "an earlier task")
        for index, step in enumerate(task.steps):
            place = f"an earlier step of task {task.id}"
            _check_needs(f"step {step.id}", step.needs, expected_ids[:index], place)


def _check_ids(kind: str, found: list[Any], expected: list[Any]) -> None:
    for id, wanted in zip(found, expected, strict=True):
        if found.count(id) > 1:
            raise CurriculumError(f"{kind} {id} is there twice")
        if id != wanted:
            raise CurriculumError(f"{kind} {id} stands where {kind} {wanted} is expected")


def _check_needs(name: str, needs: tuple[Any, ...], earlier: Collection[Any], place: str) -> None:
    for need in needs:
        if need not in earlier:
            raise CurriculumError(f"{name} needs {need}, which is not {place}")
        if needs.count(need) > 1:
            raise CurriculumError(f"{name} needs {need} twice")


def _ends(items: tuple[Stage, ...] | tuple[Task, ...] | tuple[Step, ...]) -> dict[str, object]:
    return {"first": items[0].id, "last": items[-1].id}


class _Table:
    """A TOML table that is read key by key, each with its type, complaining by name."""

    def __init__(self, entry: Mapping[str, Any], kind: str, keys: Collection[str]) -> None:
        self.entry = entry
        self.name = f"{kind} {entry['id']}" if "id" in entry else kind
        for key in entry:
            if key not in keys:
                raise CurriculumError(f"{self.name}: unknown key {key!r}")

    def string(self, key: str) -> str:
        value: str = self._get(key, str, "a text")
        if not value.strip():
            raise CurriculumError(f"{self.name}: {key} is empty")
        return value

    def integer(self, key: str) -> int:
        value: int = self._get(key, int, "a whole number")
        return value

    def boolean(self, key: str) -> bool:
        value: bool = self._get(key, bool, "true or false")
        return value

    def number(self, key: str, default: float) -> float:
        return float(self._get(key, (int, float), "a number")) if key in self.entry else default

    def strings(self, key: str) -> tuple[str, ...]:
        return self._items(key, str, "texts")

    def integers(self, key: str) -> tuple[int, ...]:
        return self._items(key, int, "whole numbers")

    def tables(self, key: str) -> tuple[Mapping[str, Any], ...]:
        items = self._items(key, dict, "tables")
        if not items:
            raise CurriculumError(f"{self.name}: it has no {key}")
        return items

    def text(self, key: str) -> Text:
        """A text in both languages."""
        entry = self._get(key, dict, "a table with en and zh")
        table = _Table(entry, f"{self.name}: {key}", {"en", "zh"})
        return Text(table.string("en"), table.string("zh"))

    def texts(self, key: str) -> tuple[Text, ...]:
        """Texts in both languages."""
        entries = self._items(key, dict, "tables with en and zh")
        tables = [_Table(entry, f"{self.name}: {key}", {"en", "zh"}) for entry in entries]
        return tuple(Text(table.string("en"), table.string("zh")) for table in tables)

    def _items(self, key: str, type: type, described: str) -> tuple[Any, ...]:
        items = self._get(key, list, f"a list of {described}") if key in self.entry else []
        if not all(_is(item, type) for item in items):
            raise CurriculumError(f"{self.name}: {key} must be a list of {described}")
        return tuple(items)

    def _get(self, key: str, types: type | tuple[type, ...], described: str) -> Any:
        if key not in self.entry:
            raise CurriculumError(f"{self.name}: {key} is missing")
        value = self.entry[key]
        if not _is(value, types):
            raise CurriculumError(f"{self.name}: {key} must be {described}, not {value!r}")
        return value


def _is(value: object, types: type | tuple[type, ...]) -> bool:
    """`isinstance`, but true and false are no numbers."""
    if isinstance(value, bool) and types is not bool:
        return False
    return isinstance(value, types)
