"""Attacks on the judge: learner code that does harm, forges or leaves traces, and its judgement.

Each attack is a file of `code/`, put into the reference of task 2 in the place of `mse_loss` or at
the end of the module. `right_loss` is the reference's `mse_loss` there. The docstring is TOML:

    outcome     what becomes of the worked example of step 2.1: one of some words between |
    says        words that its message has to hold, or others, between |
    nowhere     it can't say at which line
    seconds, memory    the limits
    alone       it costs the whole step, so the next one is judged in a job of its own
"""

import ast
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from kata.judging.job import Job
from kata.judging.outcomes import TestOutcome
from kata.judging.workers import Pool
from kata.paths import SOLUTIONS
from kata.splicing import splice

CODE = Path(__file__).parent / "code"
ATTACKED, BESIDE = (
    "stage1_foundations/task2_linear_regression.py",
    "stage1_foundations/task3_mlp.py",
)
FIRST = "test_mse_of_numbers_that_you_can_check_by_hand"
MORE = (  # of step 2.1 too
    "test_mse_gradient_has_no_half",
    "test_mse_refuses_another_shape_of_as_many_elements",
    "test_mse_leaves_its_inputs_alone",
)
NEXT = "test_model_on_numbers_that_you_can_check_by_hand"  # of step 2.2, in the same module
AFTER = "test_parameters_are_found_in_attributes_and_nested_modules"  # of step 3.1, in another
UPSTREAM = {1: "reference", 2: "reference"}
MARK = "KATA_ATTACKED"

RIGHT = """
def right_loss(prediction, target):
    error = as_tensor(prediction) - as_tensor(target)
    return (error * error).mean()
"""


@dataclass(frozen=True)
class Attack:
    """One file of learner code, and what is to come of it."""

    name: str
    source: str
    outcome: str = ""
    says: str = ""
    nowhere: bool = False
    seconds: float = 1.0
    memory: int = 512
    alone: bool = False


def attacks(folder: str) -> dict[str, Attack]:
    """The attacks of a folder, by name."""
    found = {}
    for file in sorted((CODE / folder).glob("*.py")):
        source = file.read_text("utf-8")
        told = tomllib.loads(ast.get_docstring(ast.parse(source)) or "")
        found[file.stem] = Attack(file.stem, source, **told)
    return found


class Arena:
    """Judges attacks, one after the other, in one judge that stays warm."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool = pool
        self._folder = folder
        self._number = 0

    def judge(
        self, module: str | bytes | None, steps: Sequence[str], tests: Sequence[str], **limits: Any
    ) -> dict[str, list[TestOutcome]]:
        """Judge task 2's module, or its lack, in a tree with the reference's task 3; by step."""
        self._number += 1
        tree = self._folder / str(self._number)
        for file in (ATTACKED, BESIDE):
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            (tree / file).write_bytes((SOLUTIONS / file).read_bytes())
        if module is None:
            (tree / ATTACKED).unlink()
        else:
            text = module.encode() if isinstance(module, str) else module
            (tree / ATTACKED).write_bytes(text)
        return self.judge_tree(tree, steps, tests, **limits)

    def judge_tree(
        self, tree: Path, steps: Sequence[str], tests: Sequence[str], **limits: Any
    ) -> dict[str, list[TestOutcome]]:
        job = Job(tree, tuple(steps), UPSTREAM, tests=tuple(tests), **limits)  # type: ignore[arg-type]
        found: dict[str, list[TestOutcome]] = {}
        self._pool.judge([job], lambda job, outcomes: _sort(outcomes, found))
        return found

    def judge_attack(self, attack: Attack, *tests: str) -> dict[str, list[TestOutcome]]:
        """Judge an attack by some tests of step 2.1, then by others."""
        limits = {"seconds": attack.seconds, "memory": attack.memory}
        source = attacked(attack)
        if not attack.alone:
            steps = ("2.1", "2.2", "3.1")
            return self.judge(source, steps, (*tests, NEXT, AFTER), **limits)
        found = self.judge(source, ("2.1",), tests, **limits)
        return found | self.judge(source, ("2.2", "3.1"), (NEXT, AFTER), **limits)


def attacked(attack: Attack) -> str:
    """The reference's module with the attack in it."""
    return splice((SOLUTIONS / ATTACKED).read_text("utf-8"), attack.source + RIGHT)


def _sort(outcomes: Sequence[TestOutcome], into: dict[str, list[TestOutcome]]) -> None:
    for outcome in outcomes:
        into.setdefault(outcome.step, []).append(outcome)


def left_behind(mark: str) -> list[psutil.Process]:
    """The processes that an attack started: all that come from the judge, apart from these.

    A judge and its templates have no other process of the judge's above them than each other.
    """
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and not _is_the_judges(process):
                found.append(process)
        except psutil.Error:
            pass
    return found


def _is_the_judges(process: psutil.Process) -> bool:
    """Is it a child of this process, or a template, which is a child of such a one?"""
    parents = [process.ppid()]
    parents += [above.ppid() for above in process.parents()[:1]]
    template = "template.main" in " ".join(process.cmdline())
    return parents[0] == os.getpid() or (template and parents[1:] == [os.getpid()])
