"""Examines the installation: what is well, what is worth knowing, what is wrong and how to mend it.

Each check is a function that finds something. Only the standard library is imported until it is
known that the packages are there.
"""

import importlib.metadata
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kata.curriculum import load
from kata.encoding import UNICODE, can_encode
from kata.language import _, current
from kata.launch import cores
from kata.packages import NEEDED
from kata.paths import EXERCISES, ROOT, SOLUTIONS, STATE

LEAST_MEMORY, LEAST_DISK = 2048, 200  # MiB


@dataclass(frozen=True)
class Finding:
    """What a check found; `mend` says what to do about it."""

    state: Literal["good", "note", "bad"]
    text: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """All checks, one after the other."""
    yield python()
    found = list(packages())
    yield from found
    yield from room()
    yield from terminal()
    yield from exercises()
    if not any(finding.state == "bad" for finding in found):
        yield from judging()


def python() -> Finding:
    """Which Python runs."""
    version = ".".join(map(str, sys.version_info[:3]))
    text = _("Python {version}, {executable}").format(version=version, executable=sys.executable)
    own = (ROOT / ".venv").resolve()
    if own.is_dir() and Path(sys.prefix).resolve() != own:
        advice = _("what `make setup` installs is in .venv: run .venv/bin/python grader.py")
        return Finding("note", text, advice)
    return Finding("good", text)


def packages() -> Iterator[Finding]:
    """Whether what requirements.txt names is installed, in these versions."""
    missing, other = [], []
    for name, wanted in _requirements():
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if version.partition("+")[0] != wanted:
            other.append(f"{name} {version} ({wanted})")
    setup = _("run `make setup` in {folder}").format(folder=ROOT)
    if missing:
        state: Literal["bad", "note"] = "bad" if set(missing) & set(NEEDED.values()) else "note"
        text = _("these packages are not installed: {packages}")
        yield Finding(state, text.format(packages=", ".join(missing)), setup)
    if other:
        text = _("these packages have another version than requirements.txt: {packages}")
        yield Finding("note", text.format(packages=", ".join(other)), setup)
    if not missing and not other:
        yield Finding("good", _("the packages are those of requirements.txt"))


def _requirements() -> Iterator[tuple[str, str]]:
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        name, separator, version = line.partition("#")[0].strip().partition("==")
        if separator:
            yield name, version


def room() -> Iterator[Finding]:
    """Memory, disk, and whether the cache and the diary can be kept."""
    try:
        import psutil
    except ImportError:
        pass
    else:
        free = psutil.virtual_memory().available >> 20
        text = _("{mib} MiB of memory are free, {cores} cores").format(mib=free, cores=cores())
        advice = _("close other programs, or judge fewer steps at a time: --jobs 1")
        yield Finding("good", text) if free >= LEAST_MEMORY else Finding("note", text, advice)
    disk = shutil.disk_usage(ROOT).free >> 20
    text = _("{mib} MiB of disk are free").format(mib=disk)
    advice = _("make room on the disk that holds {folder}").format(folder=ROOT)
    yield Finding("good", text) if disk >= LEAST_DISK else Finding("bad", text, advice)
    try:
        STATE.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=STATE):
            pass
    except OSError as error:
        text = _("{folder} can't be written: {reason}")
        text = text.format(folder=STATE, reason=error.strerror)
        yield Finding("note", text, _("without it every report judges everything anew"))


def terminal() -> Iterator[Finding]:
    """What the output can show."""
    encoding = getattr(sys.stdout, "encoding", None) or "?"
    text = _("the output is in {encoding}, the language is {language}")
    text = text.format(encoding=encoding, language=current())
    if can_encode(sys.stdout, UNICODE.done + UNICODE.full):
        yield Finding("good", text)
    else:
        advice = _("some signs are replaced; PYTHONUTF8=1 in the environment makes it UTF-8")
        yield Finding("note", text, advice)
    if os.environ.get("TERM") == "dumb":
        yield Finding("note", _("the terminal is dumb: no colours, no bars that move"))


def exercises() -> Iterator[Finding]:
    """Whether the learner's files are there, and what was given in them is as it was."""
    from kata.skeleton import check, generate

    unreadable = []
    for task in load().tasks:
        for file in task.files if task.available else ():
            try:
                (EXERCISES / file).read_bytes()
            except OSError as error:
                mend = _("`python grader.py reset {task}` writes it anew").format(task=task.id)
                unreadable.append(Finding("bad", f"exercises/{file}: {error.strerror}", mend))
    yield from unreadable
    if unreadable:
        return
    problems = check(generate(SOLUTIONS, load()), EXERCISES, load(), strict=False)
    for problem in problems:
        text, _newline, mend = problem.rpartition("\n")
        yield Finding("note", text or mend, mend.strip() if text else "")
    if not problems:
        yield Finding("good", _("the exercises are there, and what was given is as it was"))


def judging() -> Iterator[Finding]:
    """Whether a judge and a learner process do their work, on a step of the reference."""
    from kata.judging.judge import JudgeError, Options, judge

    step = load().steps[0]
    try:
        outcomes = judge(load(), [step], Options(SOLUTIONS, fresh=True, jobs=1)).outcomes[step.id]
        wrong = [outcome.message for outcome in outcomes if outcome.outcome != "passed"]
    except (JudgeError, OSError) as error:
        wrong = [str(error)]
    if wrong:
        text = _("judging the reference goes wrong: {problem}").format(problem=wrong[0])
        mend = _("run `make setup`; if that is no help, delete .venv and run it again")
        yield Finding("bad", text, mend)
        return
    how = _("by fork") if sys.platform == "linux" else _("by a new process each")
    yield Finding("good", _("judging works: learner code runs {how}").format(how=how))
