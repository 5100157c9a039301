"""Outcomes kept from earlier runs, so that unchanged code is not judged again.

The key is everything that the outcome depends on: the code and all that it imports, the tests, the
limits, whose earlier tasks were used, the language, and the versions of Python and the packages.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from kata import curriculum
from kata.files import keep
from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.paths import ROOT, STATE, TESTS

VERSION = 2
FILE = STATE / "cache.json"
KEPT = 500  # entries: some ten reports on everything
PACKAGES = ("numpy", "torch", "regex", "pytest", "hypothesis", "msgpack")

Outcomes = tuple[TestOutcome, ...]


class Cache:
    """Reads the file at once; `save` writes it, whole or not at all."""

    def __init__(self, file: Path = FILE) -> None:
        self._file = file
        self._entries: dict[str, list[dict[str, object]]] = _read(file)
        self._changed = False

    def get(self, key: str) -> Outcomes | None:
        """The outcomes under a key, if they are known."""
        entry = self._entries.get(key)
        return None if entry is None else tuple(TestOutcome(**data) for data in entry)  # type: ignore[arg-type]

    def put(self, key: str, outcomes: Outcomes) -> None:
        """Keep outcomes; those that depend on how busy the machine was are not kept."""
        if outcomes and not any(o.outcome in ("timeout", "crashed") for o in outcomes):
            self._entries[key] = [outcome.to_dict() for outcome in outcomes]
            self._changed = True

    def save(self) -> None:
        """Write what was added, if that can be done: nothing depends on it but time."""
        if not self._changed:
            return
        entries = dict(list((_read(self._file) | self._entries).items())[-KEPT:])
        with suppress(OSError):
            keep(self._file, json.dumps({"version": VERSION, "entries": entries}))


def key(job: Job, step: str) -> str:
    """What the outcome of judging a step depends on, as a fingerprint."""
    entry = curriculum.load().step(step)
    parts: list[object] = [step, job.seconds, job.memory, job.seed, job.language]
    parts += [sys.version, _versions(), machinery()]
    parts += [_digest([ROOT / entry.test_file])]
    for path in job.files(entry.task):
        parts += [str(path), _digest([path])]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def _versions() -> list[str]:
    return [metadata.version(package) for package in PACKAGES]


def forget_machinery() -> None:
    """What judges has changed while this process runs."""
    machinery.cache_clear()


@cache
def machinery() -> str:
    """A fingerprint of what judges: all but the tests of the steps."""
    folders = (ROOT / "kata", TESTS / "beside")
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc")
    return _digest(sorted(path for path in files if path.is_file() and not _is_of_the_bank(path)))


def _is_of_the_bank(path: Path) -> bool:
    """What recognises a mistake looks at outcomes, and changes none."""
    return path.is_relative_to(ROOT / "kata" / "misconceptions")


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            content = b"missing"
        digest.update(b"%d %s" % (len(content), content))
    return digest.hexdigest()


def _read(file: Path) -> dict[str, list[dict[str, object]]]:
    try:
        data = json.loads(file.read_text("utf-8"))
        entries = data["entries"] if data["version"] == VERSION else {}
        return dict(entries)
    except (OSError, ValueError, LookupError, TypeError):
        return {}  # none yet, or damaged: what it held is judged again
