"""The diary: what a learner tried when, which hints were taken, where the reference was looked at.

A line of JSON each, only ever added to, each by a single write: whatever ends the grader, no entry
that is there gets lost, and several graders may write at once. No score is ever read from it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from kata.curriculum import load
from kata.excerpts import excerpts, names
from kata.files import read_source
from kata.judging.outcomes import Judgement, TestOutcome
from kata.markers import stubs
from kata.paths import EXERCISES, STATE
from kata.scoring import StepReport, score

History = Sequence[tuple[datetime, float]]

VERSION = 1
FILE = STATE / "diary.jsonl"


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a step.

    A *try* is a judged run of code that had changed: `code` is its fingerprint, `points` what it
    got, `done` whether that was all. A *hint* has its `number`. A *reveal* is a look at the
    reference before the step was done.
    """

    at: datetime
    kind: Literal["try", "hint", "reveal"]
    step: str
    code: str = ""
    points: float = 0.0
    done: bool = False
    number: int = 0


@dataclass(frozen=True)
class Record:
    """How it went with one step. `time` is that from the first try until it was done."""

    step: str
    tries: int
    hints: int
    reveals: int
    time: timedelta | None


def add(entry: Entry, file: Path = FILE) -> None:
    """Write an entry down, if that is possible: no command fails for its diary."""
    data = {"version": VERSION} | asdict(entry) | {"at": entry.at.isoformat(timespec="seconds")}
    line = json.dumps(data).encode() + b"\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a+b", buffering=0) as diary:
            end = diary.seek(0, os.SEEK_END)
            diary.seek(max(end - 1, 0))
            torn = diary.read(1) not in (b"\n", b"")
            diary.write(b"\n" * torn + line)
    except OSError:
        pass


def read(file: Path = FILE) -> list[Entry]:
    """All entries, oldest first. What is torn, or of another version, is passed over."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return []
    return [entry for line in lines if (entry := _entry(line))]


def _entry(line: bytes) -> Entry | None:
    try:
        data = json.loads(line)
        if data.pop("version") != VERSION:
            return None
        return Entry(**data | {"at": datetime.fromisoformat(data["at"])})
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def now() -> datetime:
    """The time for an entry."""
    return datetime.now(UTC)


def add_tries(
    outcomes: Mapping[str, Sequence[TestOutcome]], tree: Path = EXERCISES, file: Path = FILE
) -> None:
    """Write down those of the judged steps whose code had changed since."""
    if not outcomes:
        return
    last = {entry.step: entry for entry in read(file) if entry.kind == "try"}
    steps = [load().step(id) for id in outcomes]
    judgement = Judgement({id: tuple(some) for id, some in outcomes.items()}, {}, 0.0)
    for step in score(load(), judgement, steps, "exercises").steps:
        code = fingerprint(step.id, tree)
        if code is not None and not _is_known(step, code, last.get(step.id)):
            add(Entry(now(), "try", step.id, code, step.score, step.status == "done"), file)


def _is_known(step: StepReport, code: str, last: Entry | None) -> bool:
    return last is not None and (last.code, last.points) == (code, step.score)


def fingerprint(step: str, tree: Path = EXERCISES) -> str | None:
    """What the step's functions look like; None for bare stubs, and for what is no Python yet."""
    try:
        source = read_source(tree / load().step(step).file).text
        found = excerpts(source, names(step))
        bare = set(stubs(source))
    except (OSError, ValueError, SyntaxError):
        return None
    if all(excerpt.name in bare for excerpt in found):
        return None
    text = "\n".join(excerpt.text for excerpt in found)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def hints_taken(step: str, entries: Iterable[Entry]) -> int:
    """The number of the furthest hint that was taken for a step."""
    numbers = [entry.number for entry in entries if (entry.kind, entry.step) == ("hint", step)]
    return max(numbers, default=0)


def record(step: str, entries: Sequence[Entry]) -> Record:
    """What the diary says about one step."""
    own = [entry for entry in entries if entry.step == step]
    tries = [entry for entry in own if entry.kind == "try"]
    done = next((entry for entry in tries if entry.done), None)
    return Record(
        step,
        tries=sum(
            before is None or before.code != entry.code
            for before, entry in zip([None, *tries], tries, strict=False)
        ),
        hints=hints_taken(step, own),
        reveals=sum(entry.kind == "reveal" for entry in own),
        time=done.at - tries[0].at if done else None,
    )


def points(entries: Iterable[Entry]) -> History:
    """The points that all steps together had got, after each try."""
    latest: dict[str, float] = {}
    history = []
    for entry in entries:
        if entry.kind == "try":
            latest[entry.step] = entry.points
            history.append((entry.at, round(sum(latest.values()), 2)))
    return history
